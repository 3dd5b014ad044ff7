"""The addresses as they are in a demonstration."""

from django.urls import include, path

from nearer import urls

handler404 = urls.handler404
urlpatterns = [*urls.urlpatterns, path("demo/", include("nearer.demo.urls"))]
