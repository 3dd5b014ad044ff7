"""Words for what one feels and needs, to take one from. Nothing of it is kept."""

from typing import Any

from django.http import Http404, HttpResponse

from nearer.practices.honesty.selectors import words as selectors
from nearer.web.pages import render


def words(request: Any) -> HttpResponse:
    """Where the words begin: families of feelings, groups of needs."""
    return render(request, "honesty/words.html", {"page": selectors.all_words()})


def family(request: Any, family: str) -> HttpResponse:
    """The feelings of one family, from plain words to exact ones."""
    page = selectors.family(family)
    if page is None:
        raise Http404
    return render(request, "honesty/family.html", {"page": page})


def group(request: Any, group: str) -> HttpResponse:
    """The needs of one group, each with what could be asked for."""
    found = selectors.group(group)
    if found is None:
        raise Http404
    others = [it for it in selectors.all_words().groups if it.id != group]
    return render(request, "honesty/group.html", {"group": found, "others": others})


def faux(request: Any) -> HttpResponse:
    """Words that sound like feelings, and what may lie underneath."""
    return render(request, "honesty/faux.html", {"words": selectors.underneath()})
