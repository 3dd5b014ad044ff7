from django.urls import path

from nearer.practices.presence.views import index, lessons

app_name = "presence"

urlpatterns = [
    path("", index.index, name="index"),
    path("lessons/", lessons.lessons, name="lessons"),
    path("lessons/<slug:lesson>/", lessons.lesson, name="lesson"),
    path("lessons/<slug:lesson>/<int:step>/", lessons.step, name="lesson-step"),
    path("lessons/<slug:lesson>/done/", lessons.done, name="lesson-done"),
    path("lessons/<slug:lesson>/prompts/", lessons.prompts, name="prompts"),
]
