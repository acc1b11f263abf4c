"""The parent's side: start a crawl child, read its nouns, and never be left waiting for it."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import crawler
from core.codec import decode, encode
from core.plan import Plan, Round
from crawler.progress import Done, Noun

_ROOT = Path(crawler.__file__).resolve().parent.parent
_GRACE = 120.0  # seconds above the plan's own limit
_TAIL = 2000  # characters of the child's log that go with its loss


class ChildLost(Exception):  # noqa: N818 - it is what happened, not whose fault
    """The child ended without its last word. Start the same job again: it goes on where it was."""


def start(
    job: Plan | Round,
    python: str = sys.executable,
    wall: float | None = None,
    *,
    module: str = "crawler",
    key: bytes = b"",
) -> Iterator[Noun]:
    """The child's nouns as they come. Closing the iterator ends the child.

    `module` is run in it; `key` opens its box, one of its own where there is none.

    `wall` seconds is the longest it may live, by default what the job itself allows and some grace.
    Raises ChildLost where it was killed, crashed or overran.
    """
    limit = wall or _limit(job)
    with tempfile.TemporaryDirectory(prefix="govpatrol-") as folder:
        job_file = Path(folder) / "job.json"
        job_file.write_text(json.dumps(encode(job), ensure_ascii=False), encoding="utf-8")
        with (Path(folder) / "log").open("w+", encoding="utf-8", errors="replace") as log:
            child = _launch(python, module, job_file, log)
            _hand_over(child, key)
            overran = threading.Event()
            watchdog = threading.Timer(limit, _overrun, (child, overran))
            watchdog.daemon = True
            watchdog.start()
            try:
                done = yield from _nouns(child)
            finally:
                watchdog.cancel()
                _end(child)
            if not done:
                raise ChildLost(_why(child.returncode, overran.is_set(), limit, log))


def _hand_over(child: subprocess.Popen[str], key: bytes) -> None:
    """By pipe: no file, no command line and no environment ever holds the key."""
    assert child.stdin is not None  # noqa: S101 - it was asked for
    with suppress(OSError):  # it died at once: its missing last word will tell
        child.stdin.write(key.hex() + "\n")
        child.stdin.close()


def _launch(python: str, module: str, job_file: Path, log: Any) -> subprocess.Popen[str]:
    paths = (str(_ROOT), os.environ.get("PYTHONPATH", ""))
    return subprocess.Popen(  # noqa: S603 - our own module, a list, no shell
        [python, "-m", module, str(job_file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
    )


def _nouns(child: subprocess.Popen[str]) -> Generator[Noun, None, bool]:
    assert child.stdout is not None  # noqa: S101 - it was asked for
    for line in child.stdout:
        try:
            value = json.loads(line)
        except ValueError:
            return False  # cut off in the middle of a line
        if value.get("type") == "Done":
            decode(Done, value)
            return True
        yield decode(Noun, value)
    return False


def _overrun(child: subprocess.Popen[str], overran: threading.Event) -> None:
    overran.set()
    child.kill()


def _end(child: subprocess.Popen[str]) -> None:
    """A child that has said Done leaves by itself; any other is killed, its journal does not mind."""
    if child.stdout:
        child.stdout.close()
    try:
        child.wait(timeout=5 if child.poll() is None else 0)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _limit(job: Plan | Round) -> float:
    if isinstance(job, Plan):
        rounds = job.limits.rechecks * (job.limits.recheck_after + 4 * job.limits.timeout)
        return job.limits.max_seconds + rounds + _GRACE
    turns = len(job.subjects) / max(job.concurrency, 1) + 1
    slowest = max([job.per_platform_delay, *job.platform_delays.values()])
    # An account takes a handful of requests, and all may be of the slowest platform.
    paced = len(job.subjects) * slowest * 5 if job.kind == "accounts" else 0.0
    return turns * job.timeout * 4 + paced + _GRACE


def _why(code: int | None, overran: bool, limit: float, log: Any) -> str:
    if overran:
        return f"抓取子进程超过{limit:.0f}秒，已终止"
    log.seek(0)
    tail = log.read()[-_TAIL:].strip()
    return f"抓取子进程意外结束（退出码 {code}）" + (f"：{tail}" if tail else "")
