"""The template environment: what every template may call, and how it prints people's words."""

import secrets
from functools import cache
from typing import Any

from django.conf import settings
from django.forms import BoundField, widgets
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from nearer.web.look import look
from nearer.web.menu import menu


def environment(**options: Any) -> Environment:
    """Escapes everything and refuses unknown names: a typo must not quietly show less."""
    made = Environment(  # noqa: S701  # nosec B701  # it is on, below
        **{
            **options,
            "autoescape": True,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "undefined": StrictUndefined,
        }
    )
    made.globals.update(
        static=cache(static),
        url=_url,
        menu=menu,
        look=look,
        token=get_token,
        control=control,
        tab=_tab,
        demonstration=_demonstration,
    )
    made.filters.update(paragraphs=paragraphs)
    return made


def _url(name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs=kwargs or None)


def _tab() -> str:
    """A name for this rendering of a form, so that a second tab's draft is known as such."""
    return secrets.token_hex(8)


def _demonstration() -> bool:
    """Whether the two who live in this folder do not exist; every page then says so."""
    return bool(settings.DEMO)


def paragraphs(text: str) -> Markup:
    """What somebody wrote, with their line breaks, each paragraph in its own direction."""
    blocks = (block.strip("\n") for block in text.replace("\r\n", "\n").split("\n\n"))
    return Markup("").join(
        Markup('<p class="words-of" dir="auto">{}</p>').format(block)
        for block in blocks
        if block.strip()
    )


CONTROLS: tuple[tuple[type[widgets.Widget], str], ...] = (
    (widgets.CheckboxSelectMultiple, "checks"),
    (widgets.RadioSelect, "radios"),
    (widgets.Select, "select"),
    (widgets.CheckboxInput, "check"),
    (widgets.Textarea, "textarea"),
    (widgets.FileInput, "file"),
    (widgets.Input, "input"),
)


def control(bound: BoundField) -> str:
    """Which kind of control a form's field is drawn as."""
    widget = bound.field.widget
    return next((word for kind, word in CONTROLS if isinstance(widget, kind)), "input")
