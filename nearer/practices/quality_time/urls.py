from django.urls import path

from nearer.practices.quality_time.views import hours, index

app_name = "quality_time"

urlpatterns = [
    path("", index.index, name="index"),
    path("hours/", hours.hours, name="hours"),
    path("free/", hours.free, name="free"),
    path("free/share/", hours.share, name="free-share"),
    path("free/stop/", hours.stop, name="free-stop"),
]
