import pytest

from nearer.web.look import Look, read


@pytest.mark.parametrize(
    ("value", "look"),
    [
        pytest.param("dark.plain", Look("dark", plain=True), id="both"),
        pytest.param("light.named", Look("light"), id="light"),
        pytest.param("pink.plain", Look("auto", plain=True), id="no such theme"),
        pytest.param('"><script>', Look(), id="nonsense"),
        pytest.param("", Look(), id="nothing"),
    ],
)
def test_a_look_is_read_with_a_forgiving_eye(value, look):
    assert read(value) == look


def test_a_look_is_kept_on_this_device_for_a_year(house):
    kept = house.post("/look/", {"theme": "dark", "name": "plain", "next": "/you/"})
    assert (kept.status_code, kept["Location"]) == (303, "/you/")
    cookie = kept.cookies["look"]
    assert cookie.value == "dark.plain"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize("away", ["https://example.org/", "//example.org", "javascript:x", ""])
def test_keeping_a_look_never_leads_away(house, away):
    kept = house.post("/look/", {"theme": "dark", "next": away})
    assert kept["Location"] == "/"


def test_a_neutral_look_hides_the_name_on_every_page(house):
    house.cookies["look"] = "dark.plain"
    words = house.get("/nowhere/").text
    assert "<title>Notes</title>" in words
    assert 'data-theme="dark"' in words
    assert "Nearer" not in words
    assert "/manifest.webmanifest?plain" in words


def test_keeping_a_look_wants_a_post(house):
    assert house.get("/look/").status_code == 405
