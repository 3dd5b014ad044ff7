"""Rules, beginnings and windows of every shape, for Hypothesis."""

from datetime import datetime, timedelta

from hypothesis import strategies as st

from nearer.calendars.tests.truth import NAMES

WITH_WHICH = ("MONTHLY", "YEARLY")


def some(values, most=4):
    return st.lists(values, min_size=1, max_size=most, unique=True)


def either_end(most):
    return st.integers(1, most) | st.integers(-most, -1)


@st.composite
def days(draw, freq):
    names = draw(some(st.sampled_from(NAMES), 7))
    if freq not in WITH_WHICH or draw(st.booleans()):
        return names
    most = 5 if freq == "MONTHLY" else 53
    return [f"{draw(st.just('') | either_end(most).map(str))}{name}" for name in names]


@st.composite
def rules(draw, freqs=("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY"), parts=4):
    """Every part that the standard allows with FREQ, and at most `parts` of them at once."""
    freq = draw(st.sampled_from(freqs))
    there = {
        "INTERVAL": st.integers(1, 3) | st.integers(1, 3) | st.integers(1, 40),
        "WKST": st.sampled_from(NAMES),
        "BYMONTH": some(st.integers(1, 12), 8),
        "BYDAY": days(freq),
        "BYHOUR": some(st.integers(0, 23), 3),
        "BYMINUTE": some(st.integers(0, 59), 2),
        "BYSECOND": some(st.integers(0, 59), 2),
        "BYSETPOS": some(either_end(2) | either_end(4) | either_end(366), 3),
    }
    if freq != "WEEKLY":
        there["BYMONTHDAY"] = some(either_end(31), 25)
    if freq == "YEARLY":
        there["BYWEEKNO"] = some(st.sampled_from([1, 52, 53, -1, -53]) | either_end(53), 25)
    if freq in ("YEARLY", "HOURLY"):
        there["BYYEARDAY"] = some(either_end(366), 99)
    chosen = draw(st.lists(st.sampled_from(sorted(there)), max_size=parts, unique=True))
    rule = {"FREQ": freq} | {part: draw(there[part]) for part in chosen}
    if "BYWEEKNO" in rule and "BYDAY" in rule:  # "the second Monday" has no meaning there
        rule["BYDAY"] = sorted({name[-2:] for name in rule["BYDAY"]})
    if draw(st.integers(0, 3)) == 0:
        rule["COUNT"] = draw(st.integers(1, 12) | st.integers(1, 200) | st.integers(1, 2000))
    return rule


@st.composite
def walls(draw, since=1975, to=2035):
    on = draw(st.datetimes(datetime(since, 1, 1), datetime(to, 12, 31)))
    edges = st.sampled_from(
        [(1, 1), (1, 29), (1, 31), (2, 28), (2, 29), (12, 28), (12, 29), (12, 31)]
    )
    if draw(st.booleans()):
        month, day = draw(edges)
        leap = on.year - on.year % 4 if (month, day) == (2, 29) else on.year
        on = on.replace(year=leap, month=month, day=day)
    return on.replace(microsecond=0)


@st.composite
def cases(draw, **kwargs):
    """A rule, where it begins, its UNTIL and a window; for the day-stepper, not too far apart."""
    rule = draw(rules(**kwargs))
    first = draw(walls())
    years = 1 if rule["FREQ"] == "HOURLY" else 12
    later = timedelta(days=draw(st.integers(-30, 40) | st.integers(0, 365 * years)))
    after = first + later + timedelta(minutes=draw(st.integers(-1, 1) | st.integers(0, 1440)))
    long = {"HOURLY": 40, "DAILY": 300, "YEARLY": 4000}.get(rule["FREQ"], 800)
    window = {
        "after": after,
        "before": after + timedelta(days=draw(st.sampled_from([long // 9, long]))),
    }
    if "COUNT" not in rule and draw(st.integers(0, 3)) == 0:
        until = after + timedelta(days=draw(st.integers(-20, 200)))
        window["until"] = draw(st.sampled_from([until, until.replace(second=first.second)]))
    return rule, first, window
