import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from nearer.web.shell import shell_files


@pytest.mark.parametrize(
    ("address", "name"),
    [("/manifest.webmanifest", "Nearer"), ("/manifest.webmanifest?plain", "Notes")],
)
def test_the_manifest_has_a_name_and_icons_that_are_there(house, address, name):
    manifest = json.loads(house.get(address).content)
    assert manifest["name"] == manifest["short_name"] == name
    for icon in manifest["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/")), icon["src"]


def test_the_neutral_manifest_does_not_name_the_app(house):
    words = house.get("/manifest.webmanifest?plain").text.lower()
    assert "nearer" not in words.replace("/static/nearer/", "")


def test_an_icon_has_the_size_that_it_says(house):
    for address in ("/manifest.webmanifest", "/manifest.webmanifest?plain"):
        for icon in json.loads(house.get(address).content)["icons"]:
            if icon["type"] != "image/png":
                continue
            head = Path(finders.find(icon["src"].removeprefix("/static/"))).read_bytes()[:24]
            width = int.from_bytes(head[16:20], "big")
            assert icon["sizes"] == f"{width}x{width}"


def test_the_service_worker_keeps_static_files_and_one_page_only(house):
    reply = house.get("/service-worker.js")
    assert reply["Content-Type"].startswith("text/javascript")
    assert reply["Cache-Control"] == "no-cache"
    files = json.loads(re.search(r"const FILES = (\[.*\]);", reply.text)[1])
    assert files == shell_files()
    assert all(file.startswith("/static/") for file in files)
    assert ".addAll([OFFLINE, ...FILES])" in reply.text
    assert ".put(" not in reply.text


def test_every_file_of_the_shell_is_there():
    missing = [f for f in shell_files() if not finders.find(f.removeprefix("/static/"))]
    assert not missing


def test_the_offline_page_is_the_same_for_everybody(house):
    one = house.get("/offline/")
    house.cookies["look"] = "dark.plain"
    assert house.get("/offline/").content == one.content
    assert not one.cookies


def test_browsers_that_look_at_no_link_get_the_neutral_icon(house):
    assert "notes" in house.get("/favicon.ico")["Location"]


def test_scripts_use_no_browser_storage():
    for script in (Path(__file__).parents[1] / "static" / "nearer" / "js").glob("*.js"):
        words = script.read_text()
        assert not re.search(r"localStorage|sessionStorage|indexedDB|document\.cookie", words)
        assert not re.search(r"innerHTML|eval\(|new Function", words)
