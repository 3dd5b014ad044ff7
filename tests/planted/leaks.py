"""Small ways in which a page could tell Alice what Bob did in secret."""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from unittest import mock

from django.db.models import Count, Max, Q

from nearer.accounts.models import Session
from nearer.feeds.boxes import Calendar
from nearer.feeds.models import Published
from nearer.journal import selectors as journal
from nearer.journal.drafts import Draft
from nearer.journal.models import Entry, Visibility
from nearer.journey import views as today_page
from nearer.journey.offers import Offer
from nearer.practices.acknowledge.selectors import index as pictures
from nearer.practices.acknowledge.selectors import together as texts
from nearer.practices.acknowledge.selectors import trend as lines
from nearer.practices.conversation.entries import Checkin
from nearer.practices.conversation.selectors import checkin, written
from nearer.practices.conversation.selectors import questions as selectors
from nearer.practices.conversation.views import questions as views
from nearer.practices.honesty.selectors import index as all_letters
from nearer.practices.honesty.selectors import letters as written_letters
from nearer.practices.honesty.selectors import observer as observers
from nearer.practices.presence.actions import sittings as presses
from nearer.practices.presence.rules import sitting as turns
from nearer.practices.presence.selectors import afterwards as taken
from nearer.practices.presence.selectors import lessons as learned
from nearer.practices.presence.selectors import sittings
from nearer.practices.presence.views import sittings as sittings_views
from nearer.practices.quality_time.selectors import afterwards as meetings
from nearer.practices.quality_time.selectors import feed as feed_page
from nearer.practices.quality_time.selectors import picks as picked
from nearer.practices.quality_time.selectors import windows as free_times
from nearer.practices.quality_time.views import windows as windows_views
from nearer.reveal import rules
from nearer.reveal import selectors as reveal
from nearer.reveal.rules import Round


@dataclass(frozen=True)
class Leak:
    """A change to the program, and the pair of worlds (tests/test_two_worlds.py) it shows in."""

    patch: Callable[[], AbstractContextManager]
    shows_in: str
    alice_first: bool = True


def _his(present):
    """The rows of the other, as a careless selector would look at them."""
    return Entry.objects.of(present.couple).exclude(owner_id=present.id)


def _counted():
    real = today_page.today
    return mock.patch.object(
        today_page, "today", lambda present: replace(real(present), broken=_his(present).count())
    )


def _typing():
    real = today_page.today

    def today(present):
        page, typing = real(present), _his(present).filter(kind=Draft.kind).exists()
        return replace(page, between=(*page.between, *[Offer("Bob is writing", "/")] * typing))

    return mock.patch.object(today_page, "today", today)


def _answered_first():
    real = selectors.index

    def index(present):
        page, his = real(present), set(_his(present).values_list("subject", flat=True))
        order = sorted(page.earlier, key=lambda line: line.subject not in his)
        return replace(page, earlier=tuple(order))

    return mock.patch.object(selectors, "index", index)


def _only_where_he_answered():
    real = selectors.round_page

    def round_page(present, subject):
        page = real(present, subject)
        there = _his(present).filter(subject=subject, visibility=Visibility.WHEN_BOTH).exists()
        known = page is None or page.mine or present.name == "Bob"  # he must be able to answer
        return page if known or there else None

    return mock.patch.object(selectors, "round_page", round_page)


def _asks_for_each():
    real = reveal._answers

    def answers(couple, keys):
        found = real(couple, keys)
        for _kind, subject, _owner in found:
            Entry.objects.of(couple).filter(subject=subject).exists()
        return found

    return mock.patch.object(reveal, "_answers", answers)


def _waits_differently():
    waits = property(lambda page: page.state is Round.WAITING)
    return mock.patch.object(selectors.RoundPage, "waits", waits)


def _ready_at_once():
    def round_state(*, mine, theirs, i_give_first):
        found = rules.round_state(mine=mine, theirs=theirs, i_give_first=i_give_first)
        return Round.READY if found is Round.WAITING and theirs else found

    return mock.patch.object(reveal, "round_state", round_state)


def _drawn_already():
    real = pictures.index

    def index(present):
        page, his = real(present), _his(present).filter(kind="acknowledge.picture").count()
        return replace(page, ready=(1,) if his > 1 and present.name == "Alice" else page.ready)

    return mock.patch.object(pictures, "index", index)


def _wants_to_keep():
    real = texts.together

    def together(present, number):
        page, his = real(present, number), _his(present).filter(kind="acknowledge.keep")
        return page and replace(page, broken=his.exists())

    return mock.patch.object(texts, "together", together)


def _kept_a_pulse():
    real = lines.trend

    def trend(present, **shown):
        page, his = real(present, **shown), _his(present).filter(kind="acknowledge.pulse")
        return replace(page, more=his.filter(day=present.day).exists())

    return mock.patch.object(lines, "trend", trend)


def _says_that_he_has_an_address():
    real = feed_page.feed_page

    def page(present):
        found, his = real(present), _his(present).filter(kind="quality_time.feed_key")
        return replace(found, dates=found.dates + (present.name == "Alice" and his.exists()))

    return mock.patch.object(feed_page, "feed_page", page)


def _tag_of_the_whole_table():
    def etag(_calendar, _key):
        return f'"{Published.objects.aggregate(n=Count("id"))["n"]}"'

    return mock.patch.object(Calendar, "etag", etag)


def _rendered(module, change):
    """`change` gets each response of a module's views, and who asked."""
    real = module.render

    def render(request, *args, **kwargs):
        response = real(request, *args, **kwargs)
        if request.person:
            change(response, request.person)
        return response

    return mock.patch.object(module, "render", render)


def _length(response, present):
    response["Sealed-Length"] = str(sum(len(body) for body in _bodies(present)))


def _etag(response, present):
    response["ETag"] = hashlib.sha256(b"".join(sorted(_bodies(present)))).hexdigest()


def _cookie(response, present):
    if _his(present).filter(visibility=Visibility.WHEN_BOTH, given_key=None).exists():
        response.set_cookie("fresh", "1")


def _last_seen(response, present):
    others = Session.objects.of(present.couple).exclude(person_id=present.id)
    response["Last-Modified"] = str(others.aggregate(last=Max("seen_at"))["last"])


def _bodies(present):
    return [bytes(body) for body in _his(present).values_list("body", flat=True)]


def _opened_once_given():
    real = written._seen_by

    def seen_by(entry, **more):
        said = real(entry, **more)
        return f"{said}, opened" if entry.given and entry.mine else said

    return mock.patch.object(written, "_seen_by", seen_by)


@contextmanager
def _fetched_whatever_it_is():
    def readable_by(person, partner, _couple):
        return Q(owner_id=person) | ~Q(owner_id=person) | Q(owner_id=partner)

    journal._reading.cache_clear()  # statements are written once
    with mock.patch.object(journal, "readable_by", readable_by):
        yield
    journal._reading.cache_clear()


def _week_as_he_wrote():
    real = checkin.checkin_page

    def checkin_page(present, monday):
        page, his = real(present, monday), _his(present).filter(kind=Checkin.kind)
        there = page and not page.mine and present.name != "Bob" and his.exists()
        return replace(page, other_week="") if there else page

    return mock.patch.object(checkin, "checkin_page", checkin_page)


def _read_receipt():
    real = written_letters.letter_page

    def letter_page(present, letter):
        page, his = real(present, letter), _his(present).filter(kind="honesty.opens")
        seen = present.name == "Alice" and his.filter(day=present.day).exists()
        return page and replace(page, broken=page.broken or seen)

    return mock.patch.object(written_letters, "letter_page", letter_page)


def _letters_counted():
    real = all_letters.index

    def index(present, **shown):
        page, his = real(present, **shown), _his(present).filter(kind="honesty.letter")
        return replace(page, broken=present.name == "Alice" and his.count() > KEPT_AND_SHARED)

    return mock.patch.object(all_letters, "index", index)


def _observed_too():
    real = observers.observer

    def observer(present, **shown):
        page, his = real(present, **shown), _his(present).filter(kind="honesty.observed")
        wrote = present.name == "Alice" and his.filter(day=present.day).exists()
        return page and replace(page, last=None if wrote else page.last)

    return mock.patch.object(observers, "observer", observer)


def _learned_too():
    real = learned.lessons

    def lessons(present):
        page, his = real(present), _his(present).filter(kind="presence.lesson")
        return replace(page, broken=present.name == "Alice" and his.count() > 1)

    return mock.patch.object(learned, "lessons", lessons)


def _page_of_a_sitting(change):
    """`change` gets what is known, and who asks; returns what is said otherwise."""
    real = sittings.page_of

    def page_of(present, known):
        return replace(real(present, known), **change(present, known))

    return mock.patch.object(sittings, "page_of", page_of)


def _ready_as_he_is():
    def ready(present, known):
        pressed = known.state.is_ready(1 - known.me, now=present.now)
        return {"ready": pressed and present.name == "Alice"}

    return _page_of_a_sitting(ready)


def _steps_counted():
    return _page_of_a_sitting(lambda _, known: {"whole": float(len(known.steps.steps))})


def _a_ready_is_a_turn():
    real = turns._ready

    def ready(state, press):
        return replace(real(state, press), version=state.version + 1)

    return mock.patch.dict(turns._DOES, {turns.Act.READY: ready})


def _a_ready_is_announced():
    real = presses._tell

    def tell(present, before):
        then = real(present, before)
        presses.rooms.announce(present.couple, before.thread, presses.signal_of(then.state))
        return then

    return mock.patch.object(presses, "_tell", tell)


def _a_ready_starts_a_clock():
    real = presses.state_of

    def state_of(present, thread):
        known = sittings.one(present, thread)
        said = real(present, thread)
        newest = known and max(step.at for step in known.steps.steps)
        return said and replace(said, deadline=said.deadline or newest)

    return mock.patch.object(presses, "state_of", state_of)


def _last_pressed(response, present):
    steps = _his(present).filter(kind="presence.step", visibility=Visibility.SHARED)
    response["Age"] = str(steps.count())


def _alone_he_puts_away_what_is_for_two():
    return mock.patch.object(presses, "_same_eyes", return_value=True)


def _sits_somewhere():
    real = sittings.one

    def one(present, thread):
        known = real(present, thread)
        alone = _his(present).filter(kind="presence.step", visibility=Visibility.ONLY_ME)
        hers = present.name == "Alice" and known and known.mine
        return known if not hers or alone.count() <= BEGAN_ALONE else None

    return mock.patch.object(sittings_views.selectors, "one", one)


def _took_along_too():
    real = taken.after_page

    def after_page(present, thread):
        page, his = real(present, thread), _his(present).filter(kind="presence.taken")
        there = his.filter(visibility=Visibility.WHEN_BOTH).exists()
        return page and replace(page, broken=present.name == "Alice" and there)

    return mock.patch.object(taken, "after_page", after_page)


BEGAN_ALONE = 3
"""So many steps of his own sittings there are in every world."""
KEPT_AND_SHARED = 2
"""So many letters of his there are in every world."""
BEFORE, AFTER = "before she answered", "after she answered"


def _said_something_too():
    real = meetings.meeting_page

    def page(present, thread, day):
        found = real(present, thread, day)
        his = _his(present).filter(kind=meetings.Liked.kind).exists()
        return found and replace(found, broken=his)

    return mock.patch.object(meetings, "meeting_page", page)


def _picked_too():
    real = picked.picks_page

    def page(present, number=None):
        found, his = real(present, number), _his(present).filter(kind="quality_time.picks")
        return found and replace(found, broken=present.name == "Alice" and his.count() > 1)

    return mock.patch.object(picked, "picks_page", page)


def _busy_too():
    real = free_times.windows_page

    def page(present, **shown):
        found = real(present, **shown)
        his = _his(present).filter(kind="quality_time.source").count()
        return replace(found, old=present.name == "Alice" and his > 1)

    return mock.patch.object(windows_views, "windows_page", page)


LEAKS = {
    "Today counts his rows": Leak(_counted, BEFORE),
    "Today says that he is typing": Leak(_typing, "typed"),
    "the list begins with what he answered": Leak(_answered_first, "in the middle"),
    "a round he has not answered is not found": Leak(_only_where_he_answered, BEFORE),
    "one query more where he answered": Leak(_asks_for_each, AFTER),
    "waiting reads differently once he answered": Leak(_waits_differently, AFTER),
    "it can be opened before he gave": Leak(_ready_at_once, AFTER, alice_first=False),
    "a header has the length of what is sealed": Leak(lambda: _rendered(views, _length), BEFORE),
    "an ETag of the couple's table": Leak(lambda: _rendered(today_page, _etag), "other words"),
    "her page says that he has an address": Leak(_says_that_he_has_an_address, "his address"),
    "the tag of her calendar counts all that there are": Leak(
        _tag_of_the_whole_table, "his address"
    ),
    "a cookie once he answered": Leak(lambda: _rendered(views, _cookie), BEFORE),
    "when he was last seen": Leak(lambda: _rendered(today_page, _last_seen), "his other life"),
    "the journal calls it opened once she gave": Leak(_opened_once_given, AFTER),
    "what cannot be opened is counted": Leak(_fetched_whatever_it_is, BEFORE),
    "the beginning says that he has drawn": Leak(_drawn_already, "drawn before she drew"),
    "a wish of his to keep the text shows": Leak(_wants_to_keep, "wants to keep"),
    "her line says that he kept a pulse": Leak(_kept_a_pulse, "his pulse"),
    "a letter says that he has looked at it": Leak(_read_receipt, "reads her letter"),
    "the list of letters knows of those he keeps": Leak(_letters_counted, "his letters"),
    "a meeting's page knows that he liked something": Leak(
        _said_something_too, "what he liked after she said hers"
    ),
    "her picks know that he picked": Leak(_picked_too, "what he picked after she did"),
    "the free times know how many calendars he has": Leak(_busy_too, "when he is busy"),
    "her observer's page knows that he wrote": Leak(_observed_too, "his own words"),
    "her list of lessons knows that he did one": Leak(_learned_too, "his lessons"),
    "a sitting shows that he is ready": Leak(_ready_as_he_is, "he is ready"),
    "a sitting counts what was pressed": Leak(_steps_counted, "he is ready"),
    "that he is ready counts as a turn": Leak(_a_ready_is_a_turn, "he is ready"),
    "that he is ready goes over the stream": Leak(_a_ready_is_announced, "he is ready"),
    "a stream begins with when he pressed": Leak(_a_ready_starts_a_clock, "he is ready"),
    "a sitting's header counts what he pressed": Leak(
        lambda: _rendered(sittings_views, _last_pressed), "he is ready, and she is for another"
    ),
    "what he lays out alone puts away what is for two": Leak(
        _alone_he_puts_away_what_is_for_two, "he sits alone"
    ),
    "her sitting is not there while he sits alone": Leak(_sits_somewhere, "he sits alone"),
    "her line knows that he took one along": Leak(
        _took_along_too, "what he took along after she did"
    ),
    "the week leaves a link out once he checked in": Leak(
        _week_as_he_wrote, "a check-in before hers"
    ),
    "she may not seal hers once he answered": Leak(
        lambda: mock.patch("nearer.reveal.actions.may_edit", lambda **two: not two["theirs"]),
        "other words and none",
        alice_first=False,
    ),
}
