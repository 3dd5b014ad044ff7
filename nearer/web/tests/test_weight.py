import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders

WEB = Path(__file__).parents[1]
STATIC = WEB / "static" / "nearer"
KIB = 1024


def gzipped(path: Path | str) -> int:
    return len(gzip.compress(Path(path).read_bytes(), 9, mtime=0))


def test_style_and_script_weigh_no_more_than_forty_kib():
    files = [*STATIC.glob("css/*.css"), *STATIC.glob("js/*.js")]
    htmx = finders.find("django_htmx/htmx-2.min.js")
    assert htmx, "django_htmx must be installed for its static files"
    assert sum(map(gzipped, [*files, htmx])) <= 40 * KIB


def test_there_are_no_fonts_and_no_pictures_to_wait_for():
    kinds = {path.suffix for path in STATIC.rglob("*") if path.is_file()}
    assert kinds <= {".css", ".js", ".svg", ".png"}
    assert not [css for css in STATIC.glob("css/*.css") if "url(" in css.read_text()]


def test_no_stylesheet_is_longer_than_two_hundred_lines():
    assert not [css.name for css in STATIC.glob("css/*.css") if css.read_text().count("\n") > 200]


def test_every_stylesheet_and_module_is_used_by_the_base_page():
    base = (WEB / "templates" / "base.html").read_text()
    names = [path.stem for path in (*STATIC.glob("css/*.css"), *STATIC.glob("js/*.js"))]
    assert not [name for name in names if f'"{name}"' not in base]


def test_no_template_holds_inline_style_or_script():
    for path in WEB.rglob("templates/*.html"):
        words = path.read_text()
        assert not re.search(r"<[a-z][^>{]* style=", words), path.name
        assert "<style" not in words, path.name
        assert "<script>" not in words, path.name
        assert " onclick" not in words, path.name
