from django.urls import path

from nearer.practices.acknowledge.views import distance, index, pulse, talk, together, trend

app_name = "acknowledge"

urlpatterns = [
    path("", index.index, name="index"),
    path("pulse/", pulse.pulse, name="pulse"),
    path("pulse/kept/", pulse.kept, name="kept"),
    path("trend/", trend.trend, name="trend"),
    path("distance/", distance.distance, name="distance"),
    path("distance/again/", distance.again, name="again"),
    path("distance/<int:number>/", distance.round_, name="round"),
    path("distance/<int:number>/answer/", distance.answer, name="answer"),
    path("distance/<int:number>/open/", distance.open_, name="open"),
    path("distance/<int:number>/take-back/", distance.take_back, name="take-back"),
    path("pictures/", distance.pictures, name="pictures"),
    path("pictures/<uuid:entry>/let-go/", distance.let_go, name="let-go"),
    path("together/<int:number>/", together.together, name="together"),
    path("together/<int:number>/keep/", together.keep, name="keep"),
    path("together/<int:number>/not-yet/", together.not_yet, name="not-yet"),
    path("words/", together.words, name="words"),
    path("words/<uuid:entry>/let-go/", together.let_words_go, name="let-words-go"),
    path("talk/", talk.talk, name="talk"),
    path("talk/<slug:script>/", talk.own, name="own"),
    path("talk/<slug:script>/let-go/", talk.let_go, name="let-talk-go"),
    path("talk/<slug:script>/paper/", talk.paper, name="paper"),
    path("replies/", talk.replies, name="replies"),
    path("trend/fit/", trend.fit, name="fit"),
    path("trend/show/", trend.show, name="show"),
    path("trend/stop/", trend.stop, name="stop"),
]
