"""Couples who sit together: made by the real actions, without the pages in front of them."""

from benchmarks.streams import Seat


def pairs(number: int):
    """So many couples, unlocked: two who are here, and their cookies."""
    from django.db import transaction

    with transaction.atomic():  # one wait for the disk
        return [_pair(name) for name in range(number)]


def _pair(name: int):
    from nearer.accounts import actions, door
    from nearer.accounts.models import Person
    from nearer.lib import clock
    from nearer.sealing.keyring import Pin

    now = clock.now()
    one = actions.begin(now=now, zone="UTC", label="phone")
    other = actions.begin(now=now, zone="UTC", label="phone", couple=one.couple)
    sides = []
    for me, them, first in ((one, other, True), (other, one, False)):
        pin = Pin(
            them.vault.person,
            "You",
            (them.vault.keyring.public_key,),
            i_give_first=first,
            hosted_by="me" if first else "partner",
        )
        here = door.as_present(me.vault, me.ticket)
        changed = {"partner": pin, "seed": one.vault.keyring.seed, "sign_in_name": f"{name}"}
        actions.change_keyring(here, **changed)
        sides.append((here, f"nearer={me.ticket.text}"))
    Person.objects.of(one.couple).update(provisional_until=None)
    return sides


def here(cookie: str):
    """Whoever has this cookie, as a request would see them now."""
    from django.test import RequestFactory

    from nearer.accounts import sessions

    request = RequestFactory().get("/", HTTP_HOST="localhost", HTTP_COOKIE=cookie)
    return sessions.resume(request, touch=False)


def begun(sides):
    """A sitting of two that is under way: laid out, and both are ready. Returns its name."""
    from nearer.practices.presence.actions import sittings
    from nearer.practices.presence.rules.sitting import Act
    from nearer.practices.presence.rules.terms import Kind, Terms, Way

    first, second = (here(cookie) for _, cookie in sides)
    thread = sittings.lay_out(first, Terms(Kind.LISTEN, Way.TWO, 30, topic="", silence=""))
    for number, who in enumerate((first, second)):
        sittings.press(who, thread, Act.READY, seen=0, once=f"{number}")
    return thread


def seated(number: int):
    """The seats of so many sittings, two for each, and their couples and names."""
    from django.db import transaction

    seats, things = [], []
    couples = pairs(number)
    with transaction.atomic():
        for sides in couples:
            thread = begun(sides)
            things.append((sides[0][0].couple, thread))
            for _, cookie in sides:
                seats.append(Seat(f"/live/sitting/{thread}/", cookie, len(seats)))
    return seats, things
