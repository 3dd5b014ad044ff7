"""Unlocking costs at most 1.3 times the one Argon2id (64 MiB, 3 passes) that it is there for."""

from benchmarks import ground

LIMIT = 1.3


def main() -> int:
    wishes = ground.wishes(__doc__)
    ground.own_folder()
    ground.make_ready()
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
    from django.conf import settings

    from benchmarks import lives

    alice, bob = lives.couple()
    lives.evenings(alice, bob, 14, 28)
    assert (settings.ARGON2_MEMORY_KIB, settings.ARGON2_PASSES) == (64 * 1024, 3)

    def stretch():
        Argon2id(salt=bytes(16), length=32, iterations=3, lanes=1, memory_cost=64 * 1024).derive(
            alice.words.encode()
        )

    def unlock():
        """As a phone does it: the form is sent, and the answer leads to Today."""
        alice.post("/lock/")
        reply = alice.post("/unlock/", {"words": alice.words})
        assert (reply.status_code, reply["Location"]) == (302, "/"), reply.content.decode()

    unlock()
    assert "What is open" in alice.page("/")
    sides = {"unlock": unlock, "argon2": stretch}
    ground.alternate(sides, rounds=1, times=1)
    took = ground.alternate(sides, rounds=2 if wishes.smoke else 30, times=1)
    ratio = ground.ratio(took["unlock"], took["argon2"])
    ground.report(
        "unlock",
        f"Locking and unlocking takes {ratio:.2f} times its own Argon2id.",
        holds=ratio <= LIMIT,
        ratio=round(ratio, 3),
        limit=LIMIT,
        milliseconds=round(1000 * min(took["unlock"]), 1),
        argon2_milliseconds=round(1000 * min(took["argon2"]), 1),
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
