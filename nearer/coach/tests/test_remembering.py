import pickle
from threading import Thread
from time import sleep

from nearer.coach.judging import Judgement
from nearer.coach.remembering import Memory

ONE = Judgement(((0, 3, "absolute", 0.9),), ("feeling",), 0.9)


def test_what_was_kept_is_found_and_nothing_else():
    memory = Memory()
    memory.keep("You never listen", ONE)
    assert memory.get("You never listen") == ONE
    assert memory.get("You never listen.") is None


def test_only_numbers_and_labels_lie_in_memory():
    memory = Memory()
    memory.keep("You never listen", ONE)
    assert b"listen" not in pickle.dumps(dict(memory._known))
    assert all(len(key) == 32 for key in memory._known)


def test_two_memories_know_a_passage_under_different_keys():
    one, other = Memory(), Memory()
    one.keep("You never listen", ONE)
    other.keep("You never listen", ONE)
    assert not set(one._known) & set(other._known)


def test_the_longest_unasked_goes_first():
    memory = Memory(most=2)
    memory.keep("a", ONE)
    memory.keep("b", ONE)
    memory.get("a")
    memory.keep("c", ONE)
    assert memory.get("b") is None
    assert memory.get("a") == memory.get("c") == ONE


def test_after_a_rest_everything_is_forgotten():
    memory = Memory(rest=0.05)
    memory.keep("a", ONE)
    sleep(0.4)
    assert len(memory) == 0


def test_half_a_sign_can_be_remembered_too():
    memory = Memory()
    memory.keep("\ud800", ONE)
    assert memory.get("\ud800") == ONE


def test_many_may_use_it_at_once():
    memory = Memory(most=20)
    wrong = []

    def use(who: int) -> None:
        for number in range(300):
            mine = Judgement(((0, number + 1, "demand", 0.5),), (), 0.5)
            memory.keep(f"{who} {number}", mine)
            if memory.get(f"{who} {number}") not in (mine, None):
                wrong.append(number)

    threads = [Thread(target=use, args=(who,)) for who in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert len(memory) <= 20


def test_whose_words_they_are_is_part_of_the_key():
    memory = Memory()
    memory.keep("You never listen", ONE, b"alice")
    assert memory.get("You never listen", b"alice") == ONE
    assert memory.get("You never listen", b"bob") is None
    assert memory.get("eYou never listen", b"alic") is None
