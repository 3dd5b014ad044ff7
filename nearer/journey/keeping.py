"""A person's own copy of everything they may read, as one HTML page without any style."""

from collections.abc import Iterator

from markupsafe import Markup, escape

from nearer.accounts.present import Present
from nearer.practices import registered

HEAD = Markup('<!doctype html><html lang="en"><meta charset="utf-8"><title>My words</title>')


def keepsake_page(present: Present) -> Iterator[str]:
    """The page in pieces, so that ten years need no more memory than a day."""
    yield HEAD
    for practice in registered():
        yield Markup("<h1>{}</h1>").format(practice.title)
        for kept in practice.keepsakes(present):
            yield Markup("<h2>{}</h2><p>{} · {}</p><p>{}</p>\n").format(
                kept.title, kept.day.isoformat(), kept.who, _lines(kept.text)
            )


def _lines(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.splitlines())
