"""What could not be read out of a calendar, as codes that each have one sentence of ours."""

from enum import StrEnum


class Warn(StrEnum):
    """Why a part of a calendar is not known, or all of it."""

    BAD_RULE = "bad-rule"
    TOO_OFTEN = "too-often"
    TOO_DENSE = "too-dense"
    TOO_MANY = "too-many"
    TOO_MUCH = "too-much"


SENTENCES = {
    Warn.BAD_RULE: "A repeating event says how it repeats in a way that has no meaning.",
    Warn.TOO_OFTEN: "A repeating event repeats every minute or every second.",
    Warn.TOO_DENSE: "A repeating event has too many times in one day.",
    Warn.TOO_MANY: "A repeating event takes place too often to be counted.",
    Warn.TOO_MUCH: "This calendar is too large, or takes too long to read.",
}
