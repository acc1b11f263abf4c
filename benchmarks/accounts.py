"""300 accounts in under 3 minutes without breaking any platform's limit, and a killed run carried on.

    python -m benchmarks.accounts [--accounts 300] [--delay 1.0]

Serves the city's wire shapes, registers the asked number of accounts over its platforms, runs a round
through the scheduler, measures the time and the smallest distance between two requests to one platform
at the server's side; then does it again, kills the process half-way, and counts what the second start
asks for again.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

from core.clock import system_clock
from core.subject import Account, FeedRoute, Platform
from scheduler.office import open_office
from scheduler.scan import Nobody, carry_out, start_run
from storage.runs import list_runs, planned_subjects, unfinished_runs
from storage.subjects import list_subjects, save_subjects
from storage.tables import Stage

PLATFORMS = [p for p in Platform if p not in (Platform.OTHER, Platform.APP)]
LIMIT_SECONDS = 180.0


class Platforms(ThreadingHTTPServer):
    """One feed an account; remembers when each platform was asked for whom."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Feed)
        self.asked: dict[str, list[tuple[float, str]]] = defaultdict(list)
        Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request: object, client_address: object) -> None:
        """A killed client breaks its line; that is what we do here."""


class _Feed(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        assert isinstance(self.server, Platforms)
        platform, _, handle = urlsplit(self.path).path.strip("/").partition("/")
        self.server.asked[platform].append((time.monotonic(), handle))
        now = system_clock()
        items = [
            {
                "id": f"{handle}-{n}",
                "title": f"第{n}条",
                "content_text": "全市召开重点工作推进会议，研究部署下一阶段任务。" * 5,
                "date_published": (now - timedelta(days=3 * n + 1)).isoformat(),
            }
            for n in range(12)
        ]
        told = {"version": "https://jsonfeed.org/version/1.1", "title": handle, "items": items}
        body = json.dumps(told, ensure_ascii=False).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/feed+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def register(folder: Path, port: int, count: int, delay: float) -> None:
    with ExitStack() as stack:
        office = stack.enter_context(open_office(folder, {}, settings(delay), system_clock))
        accounts = []
        for number in range(count):
            platform = PLATFORMS[number % len(PLATFORMS)]
            handle = f"h{number:04}"
            url = f"http://127.0.0.1:{port}/{platform.value}/{handle}"
            accounts.append(
                Account(platform, handle, handle, f"单位{number}", routes=(FeedRoute("feed", url),))
            )
        with office.database.write() as tx:
            save_subjects(tx, accounts, system_clock(), "benchmark")


def settings(delay: float) -> dict[str, str]:
    return {
        "crawl.allow_private": "true",
        "accounts.per_platform_delay": str(delay),
        "accounts.concurrency": "16",
        "rulebook.name": "watch",
    }


def run_once(folder: Path, delay: float) -> None:
    """One round, or the rest of one that was killed."""
    with ExitStack() as stack:
        office = stack.enter_context(open_office(folder, {}, settings(delay), system_clock))
        with office.database.read() as tx:
            left = unfinished_runs(tx)
            subjects = list_subjects(tx)
        run = left[0] if left else start_run(office, "accounts", subjects, system_clock())
        carry_out(office, run, Nobody(), Event())


def done(folder: Path) -> set[str]:
    with ExitStack() as stack:
        office = stack.enter_context(open_office(folder, {}, {}, system_clock))
        with office.database.read() as tx:
            run = list_runs(tx)[-1]
            return {k for k, stage, _ in planned_subjects(tx, run.id) if stage is Stage.DONE}


def child(folder: Path, delay: float) -> "subprocess.Popen[bytes]":
    words = [sys.executable, "-m", "benchmarks.accounts", "--work", str(folder)]
    return subprocess.Popen([*words, "--delay", str(delay)], start_new_session=True)


def gaps(asked: dict[str, list[tuple[float, str]]]) -> float:
    """The smallest distance in seconds between two requests to one platform."""
    return min(
        (b[0] - a[0] for those in asked.values() for a, b in pairwise(those)),
        default=0.0,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=300)
    parser.add_argument("--delay", type=float, default=1.0)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    words = parser.parse_args()
    if words.work:
        run_once(words.work, words.delay)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        straight, whole = Path(folder) / "straight", Platforms()
        register(straight, whole.server_port, words.accounts, words.delay)
        began = time.monotonic()
        run_once(straight, words.delay)
        seconds = time.monotonic() - began
        least = gaps(whole.asked)
        requests = sum(map(len, whole.asked.values()))
        print(f"{words.accounts} accounts on {len(whole.asked)} platforms: {seconds:.1f} s")
        print(f"requests {requests}, least distance on one platform {least:.3f} s")

        broken, server = Path(folder) / "broken", Platforms()
        register(broken, server.server_port, words.accounts, words.delay)
        first = child(broken, words.delay)
        while sum(map(len, server.asked.values())) < words.accounts // 2:
            time.sleep(0.2)
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
        time.sleep(1)
        finished = done(broken)
        asked_before = {h for those in server.asked.values() for _, h in those}
        server.asked.clear()
        child(broken, words.delay).wait()
        again = [h for those in server.asked.values() for _, h in those]
        twice = [h for h in again if any(key.endswith(f":{h}") for key in finished)]
        after = len(done(broken))
        print(f"killed with {len(asked_before)} asked and {len(finished)} finished")
        print(
            f"second start asked {len(again)}, of the finished ones again {len(twice)}; done {after}"
        )
    good = seconds < LIMIT_SECONDS and least > words.delay * 0.9 and not twice
    return 0 if good and after == words.accounts else 1


if __name__ == "__main__":
    sys.exit(main())
