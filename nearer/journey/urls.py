from django.urls import path

from nearer.journey import views

urlpatterns = [
    path("", views.home, name="home"),
    path("today/", views.say, name="today"),
    path("journey/", views.journey, name="journey"),
    path("journey/path/", views.path, name="path"),
    path("practices/", views.practices, name="practices"),
    path("you/copy/", views.copy, name="copy"),
    path("promise/", views.promise, name="promise"),
]
