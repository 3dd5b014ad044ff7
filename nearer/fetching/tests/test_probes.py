"""Nobody makes this server ask inside its own network; and each guard is needed for that."""

import socket
from collections.abc import Iterator
from ipaddress import IPv6Network, ip_address

import httpcore
import pytest

from nearer.fetching import address, client, guard, wire
from nearer.fetching.tests.conftest import NAME, OTHER
from nearer.fetching.tests.probes import PROBES, Probe
from nearer.fetching.words import Why


@pytest.mark.parametrize("name", PROBES)
def test_no_probe_reaches_what_is_not_public(house, name):
    probe = PROBES[name]
    assert (probe.tried(house), house.reached) == (probe.why, [])


def test_there_are_many_of_them():
    assert len(PROBES) >= 100


def test_a_host_on_the_list_is_reached_at_home(house):
    house.homes = {("192.168.1.5", 80): house.ports[80], ("192.168.1.5", 8080): house.ports[80]}
    home = {"nas.local": [["192.168.1.5"]]}
    for url, listed in (
        ("http://nas.local/", "nas.local"),
        ("http://NAS.local:8080/", "nas.local:8080"),
        ("http://192.168.1.5/", "192.168.1.5"),
        ("http://192.168.1.5:8080/", "192.168.1.5:8080"),
    ):
        assert Probe(url, None, home, allowed=(listed,)).tried(house) is None
    assert (len(house.seen), house.reached) == (4, [])


# --- Planted breaks: without any one of the guards, the table above fails -----------------


def _no_belt(patch):
    patch.setattr(guard, "is_global", lambda _number: True)


def _without(network):
    def plant(patch):
        _no_belt(patch)
        patch.setattr(guard, "SPECIAL", tuple(it for it in guard.SPECIAL if it != network))

    return plant


def _all_of_v6(patch):
    _no_belt(patch)
    patch.setattr(guard, "UNICAST", IPv6Network("::/0"))


def _only_the_belt(patch):
    patch.setattr(guard, "UNICAST", IPv6Network("::/0"))
    patch.setattr(guard, "SPECIAL", ())


def _one_public_is_enough(patch):
    def pin(where, *, listed, budget):
        found = (where.ip,) if where.ip else guard.look_up(where.host, where.port, budget)
        if not listed and not any(map(guard.is_public, map(guard.unwrapped, found))):
            raise guard.Refused(Why.NOT_PUBLIC)
        return found

    patch.setattr(guard, "pin", pin)


def _asks_the_name_again(patch):
    class Named(httpcore.SyncBackend):
        def __init__(self, *_args, **_kwargs):
            pass

    patch.setattr(wire, "Pinned", Named)


def _only_the_first_hop(patch):
    real, asked = guard.pin, []

    def pin(where, *, listed, budget):
        asked.append(where)
        return real(where, listed=listed or len(asked) > 1, budget=budget)

    patch.setattr(guard, "pin", pin)


def _any_port(patch):
    patch.setattr(guard, "admit", lambda where, *, allowed: guard.is_listed(where, allowed))


def _home_for_everybody(patch):
    real = client._onward

    def onward(asked, here, there, *, status, listed):
        return real(asked, here, there, status=status, listed=True)

    patch.setattr(client, "_onward", onward)


def _list_by_ending(patch):
    def is_listed(where, allowed):
        return any(where.host.endswith(entry) for entry in allowed)

    patch.setattr(guard, "is_listed", is_listed)


def _tls_without_names(patch):
    trusted = wire.trust()
    patch.setattr(trusted, "check_hostname", False)


def _nobody_moves_down(patch):
    real = client._onward

    def onward(asked, here, there, *, status, listed):
        return real(asked, there, there, status=status, listed=listed)

    patch.setattr(client, "_onward", onward)


REACHING = {
    **{f"without-{network}": _without(network) for network in guard.SPECIAL},
    "all-of-v6": _all_of_v6,
    "only-the-belt": _only_the_belt,
    "one-public-is-enough": _one_public_is_enough,
    "asks-the-name-again": _asks_the_name_again,
    "only-the-first-hop": _only_the_first_hop,
    "neighbours": lambda patch: patch.setattr(guard, "is_near", lambda _number: False),
    "only-the-next-neighbours": lambda patch: patch.setattr(guard, "HOME_PREFIX", 64),
    "any-port": _any_port,
    "home-for-everybody": _home_for_everybody,
    "list-by-ending": _list_by_ending,
}
NOTICED = {
    "mapped-is-not-unwrapped": lambda patch: patch.setattr(guard, "unwrapped", lambda it: it),
    "homely-names": lambda patch: patch.setattr(guard, "is_homely", lambda _name: False),
    "numbers-as-names": lambda patch: patch.setattr(address, "_NUMBER", address.re.compile("$^")),
    "any-sign": lambda patch: patch.setattr(address, "_NEVER", address.re.compile("$^")),
    "any-label": lambda patch: patch.setattr(address, "_LABEL", address.re.compile(".*")),
    "any-length": lambda patch: patch.setattr(address, "LONGEST", 10**6),
    "old-names": lambda patch: patch.setattr(
        address, "_ascii", lambda label: label.encode("idna").decode().lower()
    ),
    "more-redirects": lambda patch: patch.setattr(client, "REDIRECTS", 9),
    "nobody-moves-down": _nobody_moves_down,
    "tls-without-names": _tls_without_names,
}


def _failing(house) -> Iterator[str]:
    """Which probes fail now, told one by one, and whether they reached something."""
    for name, probe in PROBES.items():
        house.reached.clear()
        house.answers.clear()
        house.names = {NAME: [["93.184.216.34"]], OTHER: [["151.101.1.69"]]}
        try:
            why = probe.tried(house)
        except ValueError as failure:  # a break may break more than the guard
            why = failure
        if house.reached:
            yield f"reached {name}"
        elif why != probe.why:
            yield name


def test_the_table_stands_without_the_belt(house, monkeypatch):
    _no_belt(monkeypatch)
    assert list(_failing(house)) == []


@pytest.mark.parametrize("name", REACHING)
def test_without_this_guard_something_is_reached(house, monkeypatch, name):
    REACHING[name](monkeypatch)
    assert any(it.startswith("reached") for it in _failing(house))


@pytest.mark.parametrize("name", NOTICED)
def test_without_this_guard_the_table_fails(house, monkeypatch, name):
    NOTICED[name](monkeypatch)
    assert any(_failing(house))


def test_the_belt_holds_where_our_own_list_has_a_hole(house, monkeypatch):
    monkeypatch.setattr(guard, "SPECIAL", ())
    probe = PROBES["number-class-a"]
    assert (probe.tried(house), house.reached) == (Why.NOT_PUBLIC, [])
    _no_belt(monkeypatch)
    probe.tried(house)
    assert house.reached == [("10.0.0.1", 80)]


def test_the_number_that_was_judged_is_the_one_connected_to(house):
    PROBES["rebinding"].tried(house)
    assert len(house.looked_up) == 1


def test_from_where_this_machine_asks_is_known_without_asking():
    for number in map(ip_address, ("127.0.0.1", "::1")):
        assert guard.source_towards(number) in {number, None}  # None: without IPv6
    assert guard.is_near(ip_address("127.0.0.1"))


def test_the_watch_itself_sees_a_plain_connection(house):
    socket.create_connection(("localhost", 6379)).close()
    assert house.reached == [("127.0.0.1", 6379)]
