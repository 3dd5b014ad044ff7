from django.urls import path

from nearer.lib.access import nobody_known
from nearer.web import help as help_page
from nearer.web import shell, views

# None of them looks at who is here: they are the same for everybody.
urlpatterns = [
    path("help/", nobody_known(help_page.show), name="help"),
    path("look/", nobody_known(views.set_look), name="look"),
    path("offline/", nobody_known(views.offline), name="offline"),
    path("manifest.webmanifest", nobody_known(shell.manifest), name="manifest"),
    path("service-worker.js", nobody_known(shell.service_worker), name="service-worker"),
    path("favicon.ico", nobody_known(shell.favicon), name="favicon"),
]
