"""The promises about notices, each broken on purpose: its check has to notice."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from unittest import mock

import pytest

from nearer.couples import endings
from nearer.notices import rules, smtp, worker
from nearer.notices.models import Letter
from nearer.notices.tests import test_the_page as pages
from nearer.notices.tests import test_the_worker as workers
from nearer.notices.tests.test_the_page import link, two
from nearer.notices.tests.test_the_worker import two_readers

__all__ = ["link", "two", "two_readers"]

Break = Callable[[], AbstractContextManager[object]]


def the_mail_says_what_for() -> AbstractContextManager[object]:
    return mock.patch("nearer.notices.mails.title", return_value="The evening you two agreed on")


def the_log_says_to_whom() -> AbstractContextManager[object]:
    real = smtp.Talk.hand_over

    def tells(self, mail, to):
        worker.log.info("to %s", to)
        real(self, mail, to)

    return mock.patch.object(smtp.Talk, "hand_over", tells)


def what_is_in_doubt_is_sent_again() -> AbstractContextManager[object]:
    def tidy(now):
        lost = Letter.objects.filter(state="sending", lease_until__lt=now)
        lost.update(state="due", next_at=now, lease_until=None)

    return mock.patch.object(worker, "tidy", tidy)


@contextmanager
def no_answer_counts_as_a_no() -> Iterator[None]:
    real = smtp.Talk.hand_over

    def hand_over(self, mail, to):
        try:
            real(self, mail, to)
        except smtp.Unknown as fault:
            raise smtp.Later from fault

    with mock.patch.object(smtp.Talk, "hand_over", hand_over):
        yield


def leases_are_not_looked_at() -> AbstractContextManager[object]:
    def take(now):
        rows = list(Letter.objects.filter(state="due", next_at__lte=now))
        for row in rows:
            row.lease_until = now + worker.LEASE
            row.save()
        return rows

    return mock.patch.object(worker, "take", take)


def any_code_counts() -> AbstractContextManager[object]:
    return mock.patch.object(rules, "judge", return_value=rules.Code.RIGHT)


def codes_last_for_ever() -> AbstractContextManager[object]:
    def judge(*, matches, **_):
        return rules.Code.RIGHT if matches else rules.Code.WRONG

    return mock.patch.object(rules, "judge", judge)


def nights_are_not_quiet() -> AbstractContextManager[object]:
    return mock.patch.object(rules, "after_quiet", lambda moment, **_: moment)


def nobody_hears_of_leaving() -> AbstractContextManager[object]:
    return mock.patch.object(endings, "_endings", [])


BREAKS: list[tuple[Callable[..., None], Break]] = [
    (workers.test_no_word_of_content_is_in_any_mail, the_mail_says_what_for),
    (workers.test_no_word_of_content_is_in_any_mail, the_log_says_to_whom),
    (workers.test_what_may_have_been_sent_is_dropped_after_the_lease,
     what_is_in_doubt_is_sent_again),
    (workers.test_no_answer_after_all_of_it_means_never_again, no_answer_counts_as_a_no),
    (workers.test_a_leased_row_is_left_alone_until_the_lease_is_over, leases_are_not_looked_at),
    (workers.test_quiet_hours_hold_where_somebody_lives, nights_are_not_quiet),
    (workers.test_a_worker_that_was_away_does_not_wake_anybody, nights_are_not_quiet),
    (pages.test_after_five_wrong_codes_the_right_one_is_over_and_another_works, any_code_counts),
    (pages.test_a_code_that_ran_out_is_told_in_a_sentence, codes_last_for_ever),
    (pages.test_leaving_ends_what_was_planned_for_both_and_the_leavers_address_is_gone,
     nobody_hears_of_leaving),
    (pages.test_deleting_leaves_no_row_of_it_anywhere, nobody_hears_of_leaving),
]  # fmt: skip


@pytest.mark.parametrize(("check", "broken"), BREAKS, ids=lambda part: part.__name__)
def test_the_check_notices(check, broken, request):
    given = {name: request.getfixturevalue(name) for name in inspect.signature(check).parameters}
    with broken(), pytest.raises(AssertionError) as noticed:
        check(**given)
    assert check.__name__ in {entry.name for entry in noticed.traceback}
