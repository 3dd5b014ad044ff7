"""A server that has answered 1,000 requests holds at most 120 MB of memory."""

from pathlib import Path

from benchmarks import ground

LIMIT = 120 * 1000 * 1000
REQUESTS = 1000


def main() -> int:
    wishes = ground.wishes(__doc__)
    ground.own_folder()
    ground.make_ready()
    from benchmarks import lives
    from conftest import round_of

    alice, bob = lives.couple()
    lives.evenings(alice, bob, 14, 28)
    pages = ("/", "/conversation/", round_of(alice), "/conversation/journal/", "/you/", "/help/")
    cookies = ground.cookies_of(alice)
    ground.close()
    port = ground.free_port()
    requests = 60 if wishes.smoke else REQUESTS
    with ground.running(port, ground.nearer_on(port)) as server:
        browsers = [ground.Browser(port, cookies) for _ in range(4)]
        for number in range(requests):
            path = pages[number % len(pages)]
            answer = browsers[number % len(browsers)].get(path)
            assert answer.status == 200, path
        resident, most = _memory(server.pid, "VmRSS"), _memory(server.pid, "VmHWM")
    ground.report(
        "memory",
        f"After {requests} requests the server holds {resident / 1e6:.0f} MB of "
        f"{LIMIT / 1e6:.0f}; {most / 1e6:.0f} MB at most.",
        holds=resident <= LIMIT,
        requests=requests,
        resident=resident,
        most=most,
        limit=LIMIT,
    )
    return 0


def _memory(process: int, what: str) -> int:
    """What the kernel says of a process, in bytes."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    found = next(line for line in lines if line.startswith(f"{what}:"))
    return int(found.split()[1]) * 1024


if __name__ == "__main__":
    raise SystemExit(main())
