import pytest

from nearer.web import urls, views


class House:
    """The addresses of this app alone, with its own pages for trouble."""

    urlpatterns = urls.urlpatterns
    handler404 = staticmethod(views.not_found)


@pytest.fixture(autouse=True)
def unhashed_static(settings):
    """Addresses of static files without a collected manifest."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def house(settings, client):
    """A client that sees the pages of this app only, behind the real middleware."""
    settings.ROOT_URLCONF = House
    settings.ALLOWED_HOSTS = ["*"]
    return client
