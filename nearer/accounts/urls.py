from django.urls import path

from nearer.accounts import door, leaving, views

urlpatterns = [
    path("words/", door.take_words, name="take-words"),
    path("words/sheet/", door.sheet, name="sheet"),
    path("words/no-sheet/", views.drop_sheet, name="no-sheet"),
    path("in/", door.sign_in, name="sign-in"),
    path("in/recover/", door.recover, name="recover"),
    path("unlock/", door.unlock, name="unlock"),
    path("lock/", door.lock_now, name="lock"),
    path("exit/", leaving.leave, name="exit"),
    path("stay/", door.stay, name="stay"),
    path("you/", views.you, name="you"),
    path("you/devices/others/", views.revoke_others, name="revoke-others"),
    path("you/devices/<uuid:session>/", views.revoke, name="revoke"),
    path("you/zone/", views.set_zone, name="zone"),
    path("you/pin/", views.set_pin, name="pin"),
    path("you/pin/forget/", views.drop_pin, name="forget-pin"),
    path("you/words/", views.change_words, name="change-words"),
]
