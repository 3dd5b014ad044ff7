"""The core's addresses. A practice brings its own through its app's registration."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from nearer.practices import registered

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("nearer.journey.urls")),
    path("", include("nearer.web.urls")),
    path("", include("nearer.accounts.urls")),
    path("", include("nearer.couples.urls")),
    path("", include("nearer.journal.urls")),
    path("", include("nearer.notices.urls")),
    path("", include("nearer.feeds.urls")),
    *(path(f"{practice.slug}/", include(f"{practice.name}.urls")) for practice in registered()),
]

handler400 = "nearer.web.views.bad_request"
handler403 = "nearer.web.views.forbidden"
handler404 = "nearer.web.views.not_found"
handler500 = "nearer.web.views.server_error"

if settings.DEMO:
    urlpatterns.append(path("demo/", include("nearer.demo.urls")))
if settings.DEBUG:
    urlpatterns.append(path("", include("nearer.web.urls_development")))
