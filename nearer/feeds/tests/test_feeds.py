"""A calendar at a secret address: kept sealed, handed out to whoever has the token, ended."""

import base64
import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from nearer.accounts.models import Directory
from nearer.couples import endings
from nearer.couples.endings import End
from nearer.feeds import actions
from nearer.feeds.boxes import Calendar, close, open_
from nearer.feeds.keys import Key, NoToken, key_of, new_token
from nearer.feeds.models import Published
from nearer.sealing.boxes import DoesNotOpen
from nearer.sealing.padding import TooLong

AT = datetime(2026, 10, 23, 17, 30, tzinfo=UTC)
BODY = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
CALENDAR = Calendar(BODY, AT)


@pytest.fixture
def feed(db):
    """A token at which something is published, whose it is, and a program that asks."""
    token, couple, person = new_token(), uuid4(), uuid4()
    actions.begin(couple, person, key_of(token), CALENDAR)
    return token, couple, person


def ask(token, **headers):
    return Client().get(f"/calendar/{token}.ics", headers=headers)


def puts(feed, calendar) -> bool:
    token, couple, person = feed
    return actions.publish(couple, person, key_of(token), calendar)


class TestAsking:
    def test_whoever_has_the_token_gets_the_bytes(self, feed):
        reply = ask(feed[0])
        assert (reply.status_code, reply.content) == (200, BODY)
        assert reply["Content-Type"] == "text/calendar; charset=utf-8"
        assert reply["Last-Modified"] == "Fri, 23 Oct 2026 17:30:00 GMT"
        assert reply["Cache-Control"] == "private, no-cache"
        assert re.fullmatch(r'"[0-9a-f]{32}"', reply["ETag"])
        assert not reply.cookies

    def test_asking_with_a_cookie_makes_no_difference(self, feed, couple):
        mine = couple[0].client.get(f"/calendar/{feed[0]}.ics")
        assert (mine.content, dict(mine.headers)) == (BODY, dict(ask(feed[0]).headers))

    def test_a_head_has_no_body_and_nothing_can_be_posted(self, feed):
        assert Client().head(f"/calendar/{feed[0]}.ics").content == b""
        assert Client().post(f"/calendar/{feed[0]}.ics").status_code == 405

    def test_whoever_asks_again_hears_that_it_is_the_same(self, feed):
        etag = ask(feed[0])["ETag"]
        for tag in (etag, f"W/{etag}", f'"other", {etag}', "*"):
            reply = ask(feed[0], **{"If-None-Match": tag})
            assert (reply.status_code, reply.content, reply["ETag"]) == (304, b"", etag)
        assert ask(feed[0], **{"If-None-Match": '"other"'}).status_code == 200

    @pytest.mark.parametrize(
        ("since", "status"),
        [
            ("Fri, 23 Oct 2026 17:30:00 GMT", 304),
            ("Friday, 23-Oct-26 17:30:00 GMT", 304),
            ("Fri, 23 Oct 2026 17:29:59 GMT", 200),
            ("Sat, 24 Oct 2026 00:00:00 GMT", 200),  # as after a backup was put back
            ("yesterday", 200),
            ("", 200),
            ("Fri, 99 Oct 2026 99:30:00 GMT", 200),
            ("Fri, 23 Oct 99999999999999999999 17:30:00 GMT", 200),
        ],
    )
    def test_whoever_names_only_a_date_too(self, feed, since, status):
        assert ask(feed[0], **{"If-Modified-Since": since}).status_code == status

    def test_a_tag_counts_and_then_the_date_does_not(self, feed):
        named = {"If-None-Match": '"x"', "If-Modified-Since": "Fri, 23 Oct 2026 17:30:00 GMT"}
        assert ask(feed[0], **named).status_code == 200

    @pytest.mark.parametrize("token", ["", "x", "A" * 43, "A" * 44, "é" * 43, "%2e%2e", "a" * 5000])
    def test_what_is_not_there_looks_like_what_never_was(self, feed, token):
        reply, never = ask(token), ask(new_token())
        assert reply.status_code == never.status_code == 404
        assert never["Cache-Control"] == "no-store"
        if token and "/" not in token and "." not in token:  # else it is another address
            assert reply.content == never.content

    def test_the_same_token_in_another_spelling_is_another(self):
        with pytest.raises(NoToken):
            key_of("A" * 42 + "B")  # its last bits are no part of the bytes
        with pytest.raises(NoToken):
            key_of("A" * 43 + "=")


class TestPublishing:
    def test_whoever_has_the_key_puts_something_else_there(self, feed):
        before = ask(feed[0])["ETag"]
        later = Calendar(BODY + b"X", AT + timedelta(days=1))
        assert puts(feed, later)
        reply = ask(feed[0], **{"If-None-Match": before})
        assert (reply.status_code, reply.content) == (200, BODY + b"X")

    def test_the_same_bytes_have_the_same_tag_however_often_they_are_sealed(self, feed):
        before = ask(feed[0])["ETag"]
        puts(feed, CALENDAR)
        assert ask(feed[0])["ETag"] == before

    def test_two_changes_in_one_second_have_two_dates(self, feed):
        """And so has one after the clock was put back: some programs compare only dates."""
        first = ask(feed[0])["Last-Modified"]
        for body, at in ((b"1", AT), (b"2", AT), (b"3", AT - timedelta(days=400))):
            puts(feed, Calendar(body, at))
            reply = ask(feed[0], **{"If-Modified-Since": first})
            assert (reply.status_code, reply.content) == (200, body)
            first = reply["Last-Modified"]

    def test_a_key_that_somebody_made_up_spoils_nobodys(self, feed):
        """As the other one could give it: to a line that is not theirs, or with other 32 bytes."""
        token, couple, person = feed
        wrong = Key(key_of(token).line, bytes(32))
        later = Calendar(b"X", AT + timedelta(days=1))
        assert not actions.publish(couple, uuid4(), wrong, later)
        assert not actions.publish(uuid4(), person, key_of(token), later)
        assert ask(token).content == BODY

    def test_what_was_changed_is_put_right_with_what_is_published_next(self, feed):
        Published.objects.update(box=b"not sealed by anybody")
        assert ask(feed[0]).status_code == 404
        assert puts(feed, CALENDAR)
        assert ask(feed[0]).content == BODY

    def test_the_key_does_not_lead_to_the_address(self):
        token = new_token()
        key = key_of(token)
        assert Key.read(key.text) == key
        raw = base64.urlsafe_b64decode(token + "=")
        assert raw.hex() not in key.text
        assert raw[:16].hex() not in key.text

    def test_what_lies_in_the_table_has_one_size_and_no_word_of_it(self, feed):
        puts(feed, Calendar(BODY + b"SUMMARY:Appointment", AT))
        box = bytes(Published.objects.get().box)
        assert b"Appointment" not in box
        assert b"VCALENDAR" not in box
        assert len(box) == len(close(CALENDAR, key_of(feed[0])))

    def test_a_row_that_was_changed_or_exchanged_is_not_handed_out(self, feed):
        row = Published.objects.get()
        row.box = bytes(row.box)[:-1] + bytes([bytes(row.box)[-1] ^ 1])
        row.save()
        assert ask(feed[0]).status_code == 404
        row.box = close(CALENDAR, key_of(new_token()))
        row.save()
        assert ask(feed[0]).status_code == 404

    def test_a_calendar_that_is_too_large_is_refused(self):
        with pytest.raises(TooLong):
            close(Calendar(bytes(300_000), AT), key_of(new_token()))

    @given(st.binary(max_size=2000), st.datetimes(timezones=st.just(UTC)))
    def test_what_is_sealed_opens_as_it_was(self, body, changed):
        key = key_of("A" * 43)
        calendar = Calendar(body, changed.replace(microsecond=0))
        assert open_(close(calendar, key), key) == calendar

    def test_another_key_opens_nothing(self):
        with pytest.raises(DoesNotOpen):
            open_(close(CALENDAR, key_of(new_token())), key_of(new_token()))


class TestEnding:
    def test_withdrawn_it_is_gone_from_both_tables(self, feed):
        token, couple, person = feed
        actions.withdraw(couple, person)
        assert ask(token).status_code == 404
        assert not Published.objects.exists()
        assert not Directory.objects.filter(target_id=person).exists()
        assert not actions.publish(couple, person, key_of(token), CALENDAR)

    def test_nobody_elses_is_withdrawn(self, feed):
        token, couple, person = feed
        actions.withdraw(couple, uuid4())
        actions.withdraw(uuid4(), person)
        assert ask(token).status_code == 200

    @pytest.mark.parametrize("how", [End.LEFT, End.STAYED])
    def test_two_who_part_have_no_calendar_any_more(self, feed, how):
        token, couple, person = feed
        endings.end(couple, person, how)
        assert ask(token).status_code == 404
        assert not Published.objects.exists()

    def test_whoever_deletes_everything_leaves_no_row(self, feed):
        token, couple, person = feed
        Directory.objects.filter(couple_id=couple, target_id=person).delete()
        endings.end(couple, person, End.DELETED)
        assert ask(token).status_code == 404
        assert not Published.objects.exists()

    def test_without_its_line_it_is_not_handed_out(self, feed):
        Directory.objects.all().delete()
        assert ask(feed[0]).status_code == 404

    def test_moving_to_another_couple_leaves_it_where_it_is(self, feed):
        token, couple, person = feed
        Directory.objects.filter(couple_id=couple, target_id=person).update(couple_id=uuid4())
        assert ask(token).status_code == 200
