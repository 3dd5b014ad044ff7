from django.urls import path

from nearer.practices.conversation import alone, passing, views

app_name = "conversation"

urlpatterns = [
    path("", views.index, name="index"),
    path("begin/", alone.begin, name="begin"),
    path("guest/<str:code>/", alone.guest, name="guest"),
    path("invite/", alone.invite, name="invite"),
    path("deck/", views.deck, name="deck"),
    path("journal/", views.journal, name="journal"),
    path("journal/<uuid:entry>/share/", alone.share, name="share"),
    path("journal/<uuid:entry>/take-back/", alone.unshare, name="unshare"),
    path("favourites/", views.favourites, name="favourites"),
    path("another/", alone.another, name="another"),
    path("question/<slug:question>/", alone.question, name="alone"),
    path("question/<slug:question>/favourite/", alone.favourite, name="favourite"),
    path("question/<slug:question>/put/", alone.put, name="put"),
    path("question/<slug:question>/paper/", views.paper, name="paper"),
    path("question/<slug:question>/pass/", passing.start, name="pass"),
    path("pass/", passing.round_, name="passing"),
    path("round/<uuid:subject>/", views.round_, name="round"),
    path("round/<uuid:subject>/answer/", views.answer, name="answer"),
    path("round/<uuid:subject>/open/", views.open_, name="open"),
    path("round/<uuid:subject>/take-back/", views.take_back, name="take-back"),
    path("round/<uuid:subject>/reply/", views.reply, name="reply"),
]
