from django.urls import path

from nearer.practices.conversation.views import alone, checkin, parked, passing, questions

app_name = "conversation"

urlpatterns = [
    path("", questions.index, name="index"),
    path("begin/", alone.begin, name="begin"),
    path("guest/<str:code>/", alone.guest, name="guest"),
    path("invite/", alone.invite, name="invite"),
    path("deck/", questions.deck, name="deck"),
    path("journal/", questions.journal, name="journal"),
    path("journal/<uuid:entry>/share/", alone.share, name="share"),
    path("journal/<uuid:entry>/take-back/", alone.unshare, name="unshare"),
    path("favourites/", questions.favourites, name="favourites"),
    path("another/", alone.another, name="another"),
    path("question/<slug:question>/", alone.question, name="alone"),
    path("question/<slug:question>/favourite/", alone.favourite, name="favourite"),
    path("question/<slug:question>/put/", alone.put, name="put"),
    path("question/<slug:question>/paper/", questions.paper, name="paper"),
    path("question/<slug:question>/pass/", passing.start, name="pass"),
    path("pass/", passing.round_, name="passing"),
    path("round/<uuid:subject>/", questions.round_, name="round"),
    path("round/<uuid:subject>/answer/", questions.answer, name="answer"),
    path("round/<uuid:subject>/open/", questions.open_, name="open"),
    path("round/<uuid:subject>/take-back/", questions.take_back, name="take-back"),
    path("round/<uuid:subject>/reply/", questions.reply, name="reply"),
    path("checkin/", checkin.checkin, name="checkin"),
    path("checkin/small/", checkin.small, name="small"),
    path("checkin/<slug:week>/", checkin.week, name="checkin-week"),
    path("checkin/<slug:week>/seal/", checkin.seal, name="checkin-seal"),
    path("checkin/<slug:week>/open/", checkin.open_, name="checkin-open"),
    path("checkin/<slug:week>/take-back/", checkin.take_back, name="checkin-take-back"),
    path("checkin/<slug:week>/together/", checkin.together, name="together"),
    path("parked/", parked.parked, name="parked"),
    path("parked/<uuid:line>/", parked.tick, name="tick"),
]
