from django.urls import path

from nearer.couples import guests, views

urlpatterns = [
    path("i/<str:code>/", guests.invitation, name="invitation"),
    path("join/", guests.code, name="join"),
    path("two/", views.two, name="two"),
    path("two/invite/", views.invite, name="invite"),
    path("two/invite/<uuid:invitation>/withdraw/", views.withdraw, name="withdraw"),
    path("two/invite/<uuid:invitation>/confirm/", views.confirm, name="confirm"),
    path("two/invite/<uuid:invitation>/refuse/", views.refuse, name="refuse"),
    path("two/host/", views.say_who_hosts, name="say-who-hosts"),
    path("two/compared/", views.compared, name="compared"),
    path("two/leave/", views.leave, name="leave"),
    path("two/ended/", views.ended, name="ended"),
    path("you/delete/", views.delete_account, name="delete-account"),
]
