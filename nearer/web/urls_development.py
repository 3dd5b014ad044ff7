"""Only with NEARER_DEBUG: every part of the look in every state, on one page."""

from django.urls import path

from nearer.web import patterns

urlpatterns = [
    path("patterns/", patterns.show, name="patterns"),
    path("patterns/<slug:name>/", patterns.trouble, name="patterns-trouble"),
]
