from django.urls import path

from nearer.feeds import views

urlpatterns = [path("calendar/<str:token>.ics", views.calendar, name="subscription")]
