"""Only where the data folder is a demonstration's; everywhere else these are no addresses."""

from django.urls import path

from nearer.demo import views
from nearer.lib.access import nobody_known

app_name = "demo"
urlpatterns = [
    path("", nobody_known(views.phones), name="phones"),
    path("again/", nobody_known(views.again), name="again"),
    path("<slug:who>/", nobody_known(views.come_in), name="come-in"),
]
