"""The default is no."""

from django.urls import URLResolver, get_resolver

from nearer.lib.access import Access, access_of, anyone, nobody_known

OPEN_TO_ALL = {
    "home", "take-words", "sign-in", "recover", "unlock", "invitation", "join",
    "begin", "guest",
}  # fmt: skip
THE_SAME_FOR_ALL = {
    "help", "exit", "look", "offline", "manifest", "service-worker", "favicon", "promise",
    "notices-off",  # whoever gets the mails ends them, with the address in the mail alone
    "subscription",  # calendar programs bring nothing but the token in the address
}  # fmt: skip


def views(patterns=None):
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            yield from views(entry.url_patterns)
        else:
            yield entry.name, access_of(entry.callback)


def test_a_view_that_says_nothing_is_for_the_unlocked():
    assert access_of(lambda request: None) is Access.UNLOCKED
    assert access_of(anyone(lambda request: None)) is Access.ANYONE
    assert access_of(nobody_known(lambda request: None)) is Access.NOBODY


def test_only_these_pages_are_open_to_everybody():
    """A new page here is a decision: say in its review why it needs nobody unlocked."""
    found = dict(views())
    assert {n for n, access in found.items() if access is Access.ANYONE} == OPEN_TO_ALL
    assert {n for n, access in found.items() if access is Access.NOBODY} == THE_SAME_FOR_ALL
