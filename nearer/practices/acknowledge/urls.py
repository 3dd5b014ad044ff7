from django.urls import path

from nearer.practices.acknowledge.views import index

app_name = "acknowledge"

urlpatterns = [
    path("", index.index, name="index"),
]
