"""What could not be read out of a calendar, as codes that each have one sentence of ours."""

from enum import StrEnum


class Warn(StrEnum):
    """Why a part of a calendar is not known, or all of it."""

    # No calendar at all, or not the whole of it.
    EMPTY = "empty"
    WEB_PAGE = "web-page"
    NOT_A_CALENDAR = "not-a-calendar"
    CUT_SHORT = "cut-short"
    TOO_MUCH = "too-much"
    NOT_READ = "not-read"
    # Something in it.
    DAMAGED = "damaged"
    NO_START = "no-start"
    BAD_TIME = "bad-time"
    BAD_LENGTH = "bad-length"
    BAD_RULE = "bad-rule"
    TOO_OFTEN = "too-often"
    TOO_DENSE = "too-dense"
    TOO_MANY = "too-many"
    UNKNOWN_ZONE = "unknown-zone"
    NOT_COVERED = "not-covered"


SENTENCES = {
    Warn.EMPTY: "There is nothing in this calendar's file.",
    Warn.WEB_PAGE: "A web page came instead of a calendar, as when one has to sign in first.",
    Warn.NOT_A_CALENDAR: "This is not a calendar file.",
    Warn.CUT_SHORT: "The calendar's file ends in the middle.",
    Warn.TOO_MUCH: "This calendar is too large, or takes too long to read.",
    Warn.NOT_READ: "Reading this calendar failed, which is our fault and not the calendar's.",
    Warn.DAMAGED: "A part of the calendar's file is damaged.",
    Warn.NO_START: "An event does not say when it begins.",
    Warn.BAD_TIME: "An event has a time that does not exist in any calendar.",
    Warn.BAD_LENGTH: "An event ends before it begins, or has a length without a meaning.",
    Warn.BAD_RULE: "A repeating event says how it repeats in a way that has no meaning.",
    Warn.TOO_OFTEN: "A repeating event repeats every minute or every second.",
    Warn.TOO_DENSE: "A repeating event has too many times in one day.",
    Warn.TOO_MANY: "A repeating event takes place too often to be counted.",
    Warn.UNKNOWN_ZONE: "An event is in a time zone that nobody knows; it is read in your own.",
    Warn.NOT_COVERED: "The calendar says nothing about a part of the days ahead.",
}
