from django.urls import path

from nearer.web import help as help_page
from nearer.web import leaving, shell, views

urlpatterns = [
    path("help/", help_page.show, name="help"),
    path("exit/", leaving.leave, name="exit"),
    path("look/", views.set_look, name="look"),
    path("offline/", views.offline, name="offline"),
    path("manifest.webmanifest", shell.manifest, name="manifest"),
    path("service-worker.js", shell.service_worker, name="service-worker"),
    path("favicon.ico", shell.favicon, name="favicon"),
]
