import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DataError, OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from nearer.web import views
from nearer.web.storage import is_storage_trouble

WROTE = "I sat in the car.\n\n<b>Ten</b> minutes."


def raising(exc):
    def view(request):
        raise exc

    return view


class Broken:
    """An URLconf whose views fail in every way."""

    urlpatterns = (
        path("locked/", raising(OperationalError("database is locked"))),
        path("full/", raising(OperationalError("database or disk is full"))),
        path("bug/", raising(ValueError("the words of Alice"))),
        path("no/", raising(PermissionDenied())),
        path("odd/", raising(SuspiciousOperation())),
        path("fine/", lambda request: HttpResponse("fine")),
    )
    handler400 = staticmethod(views.bad_request)
    handler403 = staticmethod(views.forbidden)
    handler404 = staticmethod(views.not_found)
    handler500 = staticmethod(views.server_error)


SMALL = [
    "nearer.web.middleware.quiet_headers",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]


@pytest.fixture
def broken(settings):
    settings.ROOT_URLCONF = Broken
    settings.MIDDLEWARE = SMALL
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status"),
    [("/odd/", 400), ("/no/", 403), ("/nowhere/", 404), ("/bug/", 500), ("/full/", 503)],
)
def test_trouble_is_a_calm_page_with_both_ways_out(broken, address, status):
    page = broken.get(address)
    assert page.status_code == status
    assert 'href="/help/"' in page.text
    assert 'href="/exit/"' in page.text
    assert "<h1>" in page.text
    assert "Oops" not in page.text


@pytest.mark.parametrize("address", ["/locked/", "/full/", "/bug/", "/no/", "/nowhere/", "/odd/"])
def test_what_was_typed_comes_back_and_is_escaped(broken, address):
    page = broken.post(address, {"text": WROTE, "words": "lantern pebble"})
    assert "I sat in the car.\n\n&lt;b&gt;Ten&lt;/b&gt; minutes." in page.text
    assert "lantern" not in page.text


def test_a_failure_says_where_and_never_what(broken, caplog):
    broken.get("/bug/")
    ours = [record.getMessage() for record in caplog.records if record.name == "nearer.web"]
    assert len(ours) == 1
    assert "ValueError at view:" in ours[0]
    assert "Alice" not in ours[0]


def test_storage_trouble_is_logged_by_its_class_only(broken, caplog):
    broken.post("/locked/", {"text": WROTE})
    ours = [record.getMessage() for record in caplog.records if record.name == "nearer.web"]
    assert ours == ["storage trouble: OperationalError"]


def test_storage_trouble_in_another_middleware_is_caught_too(broken, settings, monkeypatch):
    def stuck(get_response):
        return raising(OperationalError("database is locked"))

    import nearer.web.middleware as here

    monkeypatch.setattr(here, "stuck", stuck, raising=False)
    settings.MIDDLEWARE = [*SMALL, "nearer.web.middleware.stuck"]
    page = broken.post("/fine/", {"text": WROTE})
    assert page.status_code == 503
    assert "I sat in the car." in page.text
    assert page["Retry-After"] == "10"
    assert page["Cache-Control"] == "no-store"


def test_an_expired_form_gives_the_text_back(settings):
    settings.ROOT_URLCONF = Broken
    settings.MIDDLEWARE = SMALL
    page = Client(enforce_csrf_checks=True).post("/fine/", {"text": WROTE})
    assert page.status_code == 403
    assert "open too long" in page.text
    assert "I sat in the car." in page.text


def with_state(state):
    exc = OperationalError("words")
    exc.__cause__ = type("Cause", (Exception,), {"sqlstate": state})()
    return exc


@pytest.mark.parametrize(
    ("exc", "storage"),
    [
        pytest.param(OperationalError("database is locked"), True, id="locked"),
        pytest.param(OperationalError("attempt to write a readonly database"), True, id="readonly"),
        pytest.param(OperationalError("no such table: x"), False, id="a bug"),
        pytest.param(OperationalError("connection refused"), True, id="no server"),
        pytest.param(with_state("53100"), True, id="PostgreSQL: disk full"),
        pytest.param(with_state("57014"), True, id="PostgreSQL: too slow"),
        pytest.param(with_state("55P03"), True, id="PostgreSQL: locked"),
        pytest.param(with_state("42P01"), False, id="PostgreSQL: a bug"),
        pytest.param(DataError("value too long"), False, id="bad data"),
        pytest.param(OSError(28, "No space left"), True, id="disk full"),
        pytest.param(OSError(2, "No such file"), False, id="another file"),
        pytest.param(None, False, id="nothing"),
    ],
)
def test_only_trouble_with_storage_is_called_that(exc, storage):
    assert is_storage_trouble(exc) is storage


@pytest.fixture
def posted():
    request = RequestFactory().post("/", {"text": WROTE})
    request.person = None
    request.plain_network = False
    return request


def test_a_wait_says_how_long(posted):
    page = views.too_many(posted, wait=8)
    assert page.status_code == 429
    assert page["Retry-After"] == "8"
    assert "8 seconds" in page.text
    assert "5 minutes" in views.too_many(posted, wait=300).text


def test_too_large_a_form_is_said(posted):
    assert views.too_large(posted).status_code == 413


def test_broken_templates_leave_plain_words(posted, monkeypatch):
    monkeypatch.setattr(views, "trouble", raising(RuntimeError()))
    page = views.server_error(posted)
    assert page.status_code == 500
    assert page["Content-Type"] == "text/plain"
