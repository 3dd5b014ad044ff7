from django.urls import path

from nearer.practices.quality_time.views import index

app_name = "quality_time"

urlpatterns = [
    path("", index.index, name="index"),
]
