"""Which check stands behind each claim of SECURITY.md, and which breaks it has to notice."""

from dataclasses import dataclass

DISK, TAMPERING = "tests/test_disk.py", "tests/test_tampering.py"
FEEDS, SITTINGS = "tests/test_feeds_kept.py", "tests/test_sittings_kept.py"
SESSIONS, DURABILITY = "tests/test_sessions_security.py", "tests/test_durability.py"
ROW = f"{TAMPERING}::test_a_changed_row_does_not_open_and_the_page_says_so"
YES = f"{TAMPERING}::test_a_confirmation_that_the_inviter_did_not_write"
CHEAT = f"{TAMPERING}::test_a_host_who_cheats_gets_nothing_and_the_guest_is_told"
READY = f"{SITTINGS}::test_that_one_is_ready_shows_nowhere_before_both_are"


@dataclass(frozen=True)
class Pair:
    """A check, as pytest names it, and a break (`plants.py`) that must make it fail."""

    claim: str
    check: str
    plant: str

    @property
    def after_the_fixtures(self) -> bool:
        """Where even getting ready would fail, the break comes later."""
        return self.plant == "any-couple-is-read"


def _pairs(claim: str, *pairs: tuple[str, str]) -> list[Pair]:
    return [Pair(claim, check, plant) for check, plant in pairs]


PAIRS = [
    *_pairs(
        "shut",
        (
            f"{DISK}::test_no_32_bytes_on_the_disk_open_anything_of_the_guest",
            "session-row-stores-the-user-key",
        ),
        (f"{DISK}::test_no_key_of_the_guest_lies_anywhere", "session-row-stores-the-user-key"),
    ),
    *_pairs(
        "no-word",
        (f"{DISK}::test_no_text_lies_anywhere_in_any_spelling", "drafts-in-plain"),
        (f"{DISK}::test_no_text_lies_anywhere_in_any_spelling", "posts-are-logged"),
        (
            f"{DISK}::test_nothing_was_written_but_what_we_know_of",
            "uploads-go-through-a-temporary-file",
        ),
    ),
    *_pairs(
        "host-first",
        (
            f"{TAMPERING}::test_the_hosts_words_do_not_open_what_the_guest_sealed",
            "both-give-first",
        ),
        (f"{CHEAT}[given_against_nothing]", "given-for-nothing-in-return"),
        (f"{CHEAT}[changed_after_giving]", "given-key-fits-any-body"),
    ),
    *_pairs(
        "bound",
        (f"{ROW}[words_put_into_the_partners_mouth]", "label-without-owner"),
        (f"{ROW}[visibility_flipped]", "label-without-visibility"),
        (f"{ROW}[subject_changed]", "label-without-subject"),
        (f"{ROW}[id_changed]", "label-without-id"),
        (f"{ROW}[size_changed]", "label-without-size"),
        (f"{ROW}[predecessor_invented]", "label-without-predecessor"),
        (f"{ROW}[day_changed]", "day-not-compared"),
        (
            f"{ROW}[own_answer_rewritten_after_it_was_opened]",
            "opened-answers-may-change",
        ),
    ),
    *_pairs(
        "sender",
        (
            f"{TAMPERING}::test_a_key_put_in_the_partners_place_gets_nothing_and_is_said",
            "the-table-is-believed",
        ),
        (f"{TAMPERING}::test_a_forged_certificate_moves_no_pin", "any-certificate-counts"),
    ),
    *_pairs(
        "pairing",
        (
            f"{TAMPERING}::test_a_reply_forged_without_the_code_is_not_believed_and_is_said",
            "the-code-has-no-secret",
        ),
        (
            f"{YES}_pins_nobody_and_is_said",
            "any-yes-counts",
        ),
    ),
    *_pairs(
        "halves",
        (
            f"{SESSIONS}::test_a_session_forged_with_the_servers_key_shows_nothing",
            "cookie-not-needed",
        ),
        (f"{SESSIONS}::test_the_row_alone_opens_nothing", "cookie-not-needed"),
    ),
    *_pairs(
        "lock",
        (f"{SESSIONS}::test_locking_destroys_the_rows_half", "lock-keeps-the-row"),
        (
            f"{SESSIONS}::test_a_copy_of_the_row_put_back_after_a_pressed_lock_opens_nothing",
            "lock-keeps-the-cookie",
        ),
        (
            f"{SESSIONS}::test_a_copy_of_the_row_put_back_after_an_idle_lock_opens_nothing",
            "times-are-not-bound",
        ),
        (f"{SESSIONS}::test_it_locks_after_thirty_idle_minutes_and_not_before", "never-idle"),
        (f"{SESSIONS}::test_it_locks_after_twelve_hours_however_busy_one_is", "never-idle"),
    ),
    *_pairs(
        "late",
        (
            f"{SESSIONS}::test_whoever_edits_the_table_cannot_write_in_a_locked_persons_name",
            "late-texts-need-no-proof",
        ),
    ),
    *_pairs(
        "new-words",
        (
            f"{SESSIONS}::test_an_old_backup_with_the_old_words_opens_only_what_is_in_it",
            "new-words-keep-the-key",
        ),
    ),
    *_pairs(
        "guessing",
        (
            f"{SESSIONS}::test_wrong_words_are_slowed_down_and_told_how_long",
            "guesses-need-not-wait",
        ),
        (
            f"{SESSIONS}::test_signing_in_as_a_namesake_does_not_give_a_guesser_free_tries",
            "a-namesake-forgets-the-tries",
        ),
        (
            f"{SESSIONS}::test_a_guess_really_costs_64_mib_and_three_passes",
            "a-guess-is-cheap",
        ),
        (f"{SESSIONS}::test_no_more_than_two_stretchings_at_once", "any-number-at-once"),
    ),
    *_pairs(
        "pin", (f"{SESSIONS}::test_five_wrong_pins_and_the_right_one_opens_nothing", "fifty-pins")
    ),
    *_pairs(
        "strangers",
        (
            f"{SESSIONS}::test_strangers_are_led_to_the_door_from_everywhere",
            "every-page-is-open",
        ),
        (
            f"{SESSIONS}::test_charlie_changes_and_sees_nothing_with_any_of_their_ids",
            "any-couple-is-read",
        ),
        (f"{SESSIONS}::test_no_form_works_without_its_token", "no-tokens"),
    ),
    *_pairs(
        "not-kept",
        (
            f"{SESSIONS}::test_private_pages_are_never_kept_by_a_browser",
            "browsers-may-keep-pages",
        ),
    ),
    *_pairs(
        "gone",
        (
            f"{SESSIONS}::test_deleting_an_account_leaves_no_row_anywhere",
            "deleting-forgets-the-lines",
        ),
        (
            f"{DISK}::test_a_deleted_account_leaves_nothing_in_the_file_or_its_log",
            "the-log-keeps-what-was-deleted",
        ),
        (f"{SESSIONS}::test_somebody_who_took_no_words_is_gone_after_a_day", "guests-stay"),
    ),
    *_pairs(
        "parting",
        (
            f"{SESSIONS}::test_leaving_destroys_what_was_given_and_what_waited",
            "leaving-keeps-the-keys",
        ),
    ),
    *_pairs(
        "address",
        (f"{FEEDS}::test_without_its_line_nothing_is_handed_out", "feeds-need-no-line"),
        (f"{FEEDS}::test_what_was_ended_or_changed_is_gone_from_the_table", "ended-feeds-stay"),
        (f"{FEEDS}::test_parting_ends_the_addresses_of_both", "ended-feeds-stay"),
        (f"{FEEDS}::test_the_other_one_can_read_no_token", "both-get-the-token"),
        (f"{DISK}::test_no_text_lies_anywhere_in_any_spelling", "feeds-are-logged"),
    ),
    *_pairs(
        "sitting",
        (f"{SITTINGS}::test_what_was_pressed_is_gone_within_two_days", "steps-stay"),
        (
            f"{DISK}::test_of_sittings_only_the_last_day_lies_there_and_says_when_it_goes",
            "steps-stay",
        ),
        (
            f"{SITTINGS}::test_what_was_pressed_is_gone_within_two_days",
            "a-press-stays-for-its-own-two-days",
        ),
        (
            f"{SITTINGS}::test_it_is_gone_as_well_where_one_of_the_two_has_left",
            "steps-are-swept-where-they-were",
        ),
        (
            f"{SITTINGS}::test_a_sitting_holds_none_of_the_words_that_are_sent_to_it",
            "a-mark-may-be-words",
        ),
    ),
    *_pairs(
        "ready",
        (READY, "ready-is-shown"),
        (READY, "ready-is-said-over-the-streams"),
        (READY, "ready-counts-as-a-turn"),
        (f"{SITTINGS}::test_looking_and_going_tells_nobody_anything", "looking-is-noted"),
    ),
]
ELSEWHERE = {
    # Claims whose breaks are planted beside their check.
    "not-even-whether": ("tests/test_two_worlds.py", "tests/planted/test_leaks.py"),
    "durable": (DURABILITY, "tests/planted_breaks/settings.py"),
    "columns": ("tests/test_schema.py", "tests/test_schema.py"),
    "notices": (
        "nearer/notices/tests/test_the_worker.py",
        "nearer/notices/tests/test_planted.py",
    ),
    "outward": ("nearer/fetching/tests/test_probes.py", "nearer/fetching/tests/test_probes.py"),
    "stream": ("nearer/live/tests/test_streams.py", "nearer/live/tests/test_planted.py"),
    "help": ("nearer/web/tests/test_help.py", "nearer/web/tests/test_help.py"),
}
