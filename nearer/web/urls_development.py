"""Only with NEARER_DEBUG: every part of the look in every state, on one page."""

from django.urls import path

from nearer.lib.access import nobody_known
from nearer.web import patterns

urlpatterns = [
    path("patterns/", nobody_known(patterns.show), name="patterns"),
    path("patterns/<slug:name>/", nobody_known(patterns.trouble), name="patterns-trouble"),
]
