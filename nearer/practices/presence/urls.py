from django.urls import path

from nearer.practices.presence.views import index

app_name = "presence"

urlpatterns = [
    path("", index.index, name="index"),
]
