"""Where pages are that are the same for everybody."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=512)
def place(name: str, **which: str) -> str:
    """The address of a page by its name, looked up once.

    Only for what says nothing of anybody: no round, no letter, nothing that somebody chose.
    Those would stay in memory after their request.
    """
    return reverse(name, kwargs=which)
