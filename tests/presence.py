"""Somebody's unlocked keys, for tests that go below the pages."""

from django.test import RequestFactory

from conftest import Someone
from nearer.accounts import sessions
from nearer.accounts.present import Present


def present_of(someone: Someone) -> Present:
    """This person as their next request would find them."""
    request = RequestFactory().get("/")
    request.COOKIES = {name: morsel.value for name, morsel in someone.client.cookies.items()}
    found = sessions.resume(request)
    assert isinstance(found, Present)
    return found
