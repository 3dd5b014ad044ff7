from django.urls import path

from nearer.practices.acknowledge.views import index, pulse, trend

app_name = "acknowledge"

urlpatterns = [
    path("", index.index, name="index"),
    path("pulse/", pulse.pulse, name="pulse"),
    path("pulse/kept/", pulse.kept, name="kept"),
    path("trend/", trend.trend, name="trend"),
]
