from django.urls import path

from nearer.practices.presence.views import afterwards, index, lessons, sittings

app_name = "presence"

urlpatterns = [
    path("", index.index, name="index"),
    path("lay-out/<slug:kind>/", sittings.lay_out, name="lay-out"),
    path("sitting/<uuid:thread>/", sittings.sitting, name="sitting"),
    path("sitting/<uuid:thread>/act/", sittings.act, name="act"),
    path("sitting/<uuid:thread>/after/", afterwards.after, name="after"),
    path("sitting/<uuid:thread>/after/seal/", afterwards.seal, name="after-seal"),
    path("sitting/<uuid:thread>/after/open/", afterwards.open_, name="after-open"),
    path("sitting/<uuid:thread>/after/take-back/", afterwards.take_back, name="after-back"),
    path("kept/", afterwards.kept, name="kept"),
    path("kept/<uuid:entry>/let-go/", afterwards.let_go, name="let-go"),
    path("lessons/", lessons.lessons, name="lessons"),
    path("lessons/<slug:lesson>/", lessons.lesson, name="lesson"),
    path("lessons/<slug:lesson>/<int:step>/", lessons.step, name="lesson-step"),
    path("lessons/<slug:lesson>/done/", lessons.done, name="lesson-done"),
    path("lessons/<slug:lesson>/prompts/", lessons.prompts, name="prompts"),
]
