"""Calendars drawn by chance, as text: singles, series, days, exceptions, in several zones."""

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")
NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
CHANGES = (date(2026, 3, 8), date(2026, 3, 29), date(2026, 4, 5), date(2026, 10, 4))
AUTUMN = (date(2026, 10, 25), date(2026, 11, 1))
START = datetime(2026, 2, 20)
DAYS = 280

near = st.one_of(
    st.integers(0, DAYS).map(lambda days: START.date() + timedelta(days)),
    st.tuples(st.sampled_from(CHANGES + AUTUMN), st.integers(-1, 1)).map(
        lambda one: one[0] + timedelta(one[1])
    ),
)
# By day, when no zone skips an hour or has it twice: those nights have tests of their own.
walls = st.tuples(near, st.integers(6 * 4, 23 * 4)).map(
    lambda one: datetime.combine(one[0], datetime.min.time()) + timedelta(minutes=15 * one[1])
)
weekdays = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True)


SHAPES = {
    "DAILY": ("BYDAY={days}", "BYMONTH={months}"),
    "WEEKLY": ("BYDAY={days}", "BYDAY={own};WKST={name}"),
    "MONTHLY": ("BYDAY={nth}{own}", "BYMONTHDAY={dates}", "BYDAY={own};BYSETPOS={nth}"),
    "YEARLY": ("BYMONTH={months}", "BYMONTH={month};BYDAY={nth}{own}"),
}


@st.composite
def rules(draw, first):
    """A rule that `first` itself fits where it names days, so that all agree on what is first."""
    freq = draw(st.sampled_from(sorted(SHAPES)))
    nth = (first.day + 6) // 7
    own = NAMES[first.weekday()]
    known = {
        "own": own,
        "nth": nth if nth < 5 else -1,
        "month": first.month,
        "days": ",".join(sorted({own, *draw(weekdays)})),
        "months": ",".join(map(str, sorted({first.month, draw(st.integers(1, 12))}))),
        "dates": ",".join(map(str, sorted({first.day, draw(st.integers(1, 31))}))),
        "name": draw(st.sampled_from(NAMES)),
    }
    shape = draw(st.sampled_from(["", *SHAPES[freq]])).format(**known)
    return f"FREQ={freq};INTERVAL={draw(st.integers(1, 4))}" + (shape and f";{shape}")


class Words:
    """How moments of one event are written, which all have the type of its start."""

    def __init__(self, kind, zone):
        self.kind, self.zone = kind, zone

    def __call__(self, name, *moments):
        if self.kind == "date":
            return f"{name};VALUE=DATE:" + ",".join(f"{one:%Y%m%d}" for one in moments)
        zulu = "Z" if self.kind == "utc" else ""
        texts = ",".join(f"{one:%Y%m%dT%H%M%S}{zulu}" for one in moments)
        return f"{name};TZID={self.zone}:{texts}" if self.kind == "zoned" else f"{name}:{texts}"

    def until(self, last):
        zulu = "" if self.kind == "floating" else "Z"
        return f"UNTIL={last:%Y%m%d}" + ("" if self.kind == "date" else f"T235959{zulu}")


@st.composite
def events(draw, number):
    """One event, and perhaps the one that takes the place of its first time."""
    kind = draw(st.sampled_from(["zoned", "zoned", "utc", "floating", "date"]))
    said = Words(kind, draw(st.sampled_from(ZONES)))
    first = draw(walls) - timedelta(days=draw(st.sampled_from([0, 0, 7, 30, 400, 3000])))
    # Nothing lasts into the night, since about nights on which clocks change they disagree.
    lasts = draw(st.sampled_from([15, 30, 60, 90, 240]).filter(lambda it: _ends(first, it)))
    if kind == "date":
        first, lasts = first.replace(hour=0, minute=0), 1440 * draw(st.integers(1, 3))
    ends = said("DTEND", first + timedelta(minutes=lasts))
    ends = ends if kind == "date" or draw(st.booleans()) else f"DURATION:PT{lasts}M"
    odd = st.lists(st.sampled_from(ODD), max_size=1)
    lines = [f"UID:{number}", said("DTSTART", first), ends, *draw(odd)]
    if not draw(st.booleans()):
        return [lines]
    lines += draw(series(first, said))
    if kind == "date" or not draw(st.booleans()):
        return [lines]
    moved = first + timedelta(minutes=draw(st.sampled_from([-90, 15, 60])))
    other = [lines[0], said("RECURRENCE-ID", first), said("DTSTART", moved), "DURATION:PT15M"]
    return [lines, [*other, *draw(odd), "SEQUENCE:1"]]


def _ends(first, lasts):
    return lasts == 15 or (first + timedelta(minutes=lasts)).date() == first.date()


@st.composite
def series(draw, first, said):
    """The lines that make an event repeat."""
    until = said.until(first + timedelta(days=draw(st.integers(0, 900))))
    ends = draw(st.sampled_from(["", f";{until}", f";COUNT={draw(st.integers(1, 60))}"]))
    lines = [f"RRULE:{draw(rules(first))}{ends}"]
    step = timedelta(days=draw(st.sampled_from([1, 7, 14, 28])))
    others = [first + step * draw(st.integers(1, 50)) for _ in range(3)]
    if draw(st.booleans()):
        lines.append(said("EXDATE", *others[:2]))
    if draw(st.booleans()):
        lines.append(said("RDATE", others[2] + timedelta(days=1)))
    return lines


ODD = (
    "TRANSP:TRANSPARENT",
    "STATUS:CANCELLED",
    "STATUS:TENTATIVE",
    "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
    "TRANSP:OPAQUE",
)


@st.composite
def calendars(draw):
    """One to three events, some of which repeat, each as its lines."""
    groups = [draw(events(number)) for number in range(draw(st.integers(1, 3)))]
    return [lines for group in groups for lines in group]


def written(found, *, head=()):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Drawn//By chance//EN", *head]
    for event in found:
        lines += ["BEGIN:VEVENT", "DTSTAMP:20260101T000000Z", *event, "END:VEVENT"]
    return "".join(f"{line}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()
