from django.urls import path

from nearer.practices.honesty.views import coach, index, letters, practise, reading

app_name = "honesty"

urlpatterns = [
    path("", index.index, name="index"),
    path("coach/", coach.coach, name="coach"),
    path("practise/", practise.practise, name="practise"),
    path("letters/new/", letters.new, name="new"),
    path("letters/<uuid:letter>/", letters.letter, name="letter"),
    path("letters/<uuid:letter>/edit/", letters.edit, name="edit"),
    path("letters/<uuid:letter>/share/", letters.share, name="share"),
    path("letters/<uuid:letter>/take-back/", letters.take_back, name="take-back"),
    path("letters/<uuid:letter>/let-go/", letters.let_go, name="let-go"),
    path("letters/<uuid:letter>/receive/", reading.receive, name="receive"),
    path("letters/<uuid:letter>/answer/", reading.answer, name="answer"),
    path("letters/<uuid:letter>/reply/", reading.reply, name="reply"),
    path("replies/<uuid:entry>/take-back/", reading.take_reply_back, name="take-reply-back"),
    path("replies/<uuid:entry>/let-go/", reading.let_reply_go, name="let-reply-go"),
]
