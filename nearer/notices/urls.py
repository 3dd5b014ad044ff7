from django.urls import path

from nearer.notices import views

urlpatterns = [
    path("you/notices/", views.notices, name="notices"),
    path("you/notices/code/", views.confirm, name="notices-code"),
    path("you/notices/again/", views.again, name="notices-again"),
    path("you/notices/stop/", views.stop, name="notices-stop"),
    path("notices/off/<str:secret>/", views.off, name="notices-off"),
]
