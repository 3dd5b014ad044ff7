import pytest


@pytest.fixture(autouse=True)
def unhashed_static(settings):
    """Addresses of static files without a collected manifest."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
