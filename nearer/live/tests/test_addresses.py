"""From where somebody listens, which is what the limit for an address counts."""

import pytest

from nearer.live.app import address_of


@pytest.mark.parametrize(
    ("behind_tls", "client", "said", "address"),
    [
        (False, ("192.0.2.7", 4000), [], "192.0.2.7"),
        (False, ("192.0.2.7", 4000), [b"198.51.100.1"], "192.0.2.7"),  # anybody can say so
        (True, ("127.0.0.1", 4000), [b"198.51.100.1"], "198.51.100.1"),
        (True, ("127.0.0.1", 4000), [b"made up, 198.51.100.1"], "198.51.100.1"),
        (True, ("127.0.0.1", 4000), [b"made up", b"198.51.100.1"], "198.51.100.1"),
        (True, ("127.0.0.1", 4000), [], "127.0.0.1"),
        (False, ("2001:db8:1:2:3:4:5:6", 4000), [], "2001:db8:1:2::/64"),
        (True, ("127.0.0.1", 4000), [b"2001:db8:1:2::9"], "2001:db8:1:2::/64"),
        (False, ("::ffff:192.0.2.7", 4000, 0, 0), [], "192.0.2.7"),  # a socket for both kinds
        (False, ("fe80::1:2:3:4%eth0", 4000, 0, 2), [], "fe80::/64"),
        (False, None, [], ""),  # a socket of the file system
    ],
)
def test_an_address_is_the_peer_or_what_the_trusted_proxy_says(
    settings, behind_tls, client, said, address
):
    settings.BEHIND_TLS = behind_tls
    headers = [(b"x-forwarded-for", value) for value in said]
    assert address_of({"client": client, "headers": headers}) == address
