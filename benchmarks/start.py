"""From nothing to the first page in at most twice the time of a bare uvicorn app, and a second.

The bare app says "hello" and does nothing else. Nearer is started in an empty folder, where it
makes its database and its compressed files first, and again in the same folder.
"""

import shutil
import statistics
import sys
import time

from benchmarks import ground

ALLOWANCE, FACTOR = 1.0, 2
BARE = """
import uvicorn
async def hello(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"hello"})
uvicorn.run(hello, port=%d, log_level="error", lifespan="off")
"""


def main() -> int:
    wishes = ground.wishes(__doc__)
    folder = ground.own_folder()
    took = {"bare": [], "first": [], "again": []}
    for _ in range(1 if wishes.smoke else 7):
        port = ground.free_port()
        took["bare"].append(_until_a_page(port, [sys.executable, "-c", BARE % port]))
        shutil.rmtree(folder)
        for name in ("first", "again"):
            took[name].append(_until_a_page(port, ground.nearer_on(port)))
    bare = statistics.median(took["bare"])
    for name, words in (("first", "in an empty folder"), ("again", "in a folder that is there")):
        seconds = statistics.median(took[name])
        limit = FACTOR * bare + ALLOWANCE
        ground.report(
            "start",
            f"The first page {words} comes after {seconds:.2f} s; a bare app needs {bare:.2f} s, "
            f"so {limit:.2f} s are allowed.",
            holds=seconds <= limit,
            start=name,
            seconds=round(seconds, 3),
            bare_seconds=round(bare, 3),
            limit_seconds=round(limit, 3),
        )
    return 0


def _until_a_page(port: int, command: list[str]) -> float:
    began = time.perf_counter()
    with ground.running(port, command):
        assert ground.Browser(port).get("/").status == 200
        return time.perf_counter() - began


if __name__ == "__main__":
    raise SystemExit(main())
