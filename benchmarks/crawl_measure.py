"""What the crawl benchmarks share: a served site, a job for our child, and what a command cost."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.crawl_site import Site, build
from core.codec import encode
from core.plan import CrawlLimits, Plan
from core.subject import Site as Subject

_AS_OF = datetime(2026, 11, 20, 1, tzinfo=UTC)


@dataclass
class Cost:
    """Seconds of CPU and wall, MiB at the peak, exit status."""

    cpu: float
    wall: float
    peak: float
    status: int


def measure(command: list[str], out: Path, limit: float = 900.0) -> Cost:
    """Run to the end, or to the limit. The tree's CPU is what wait4 says of its leader."""
    started = time.monotonic()
    with out.open("wb") as sink:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        while True:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                child.returncode = status
                break
            if time.monotonic() - started > limit:
                os.killpg(child.pid, signal.SIGKILL)
            time.sleep(0.02)
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(cpu, time.monotonic() - started, usage.ru_maxrss / 1024, status)


class Tree:
    """CPU seconds of every process of a session, sampled: a browser's children are reaped by itself."""

    def __init__(self, leader: int) -> None:
        self._leader = leader
        self._seconds: dict[str, float] = {}

    def sample(self) -> None:
        tick = os.sysconf("SC_CLK_TCK")
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                parts = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(parts[3]) == self._leader:
                spent = (int(parts[11]) + int(parts[12])) / tick
                self._seconds[folder.name] = max(spent, self._seconds.get(folder.name, 0.0))

    def cpu(self) -> float:
        return sum(self._seconds.values())


@contextmanager
def serving(pages: int, *, traps: bool, scripted: int = 0) -> Iterator[Site]:
    """The made site behind a port of this machine, in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "benchmarks.crawl_server",
            str(port),
            str(pages),
            str(int(traps)),
            str(scripted),
        ],
        stdout=subprocess.PIPE,
    )
    try:
        assert server.stdout
        server.stdout.readline()
        yield build(port, pages, traps=traps, scripted=scripted)
    finally:
        server.kill()
        server.wait()


def job(site: Site, work: Path, name: str, **changes: Any) -> Path:
    """A plan for our own child, as a file."""
    limits: dict[str, Any] = {
        "max_pages": 100_000,
        "max_depth": 100_000,
        "max_seconds": 3600.0,
        "timeout": 4.0,
        "max_body": 8 << 20,
        "max_attachment": 8 << 20,
        "delay": 0.0,
        "concurrency": 16,
        "recheck_after": 1.0,
        "rechecks": 2,
        "max_renders": 0,
        "column_pages": 3,
    }
    of_plan = {k: changes.pop(k) for k in tuple(changes) if k not in limits}
    plan = Plan(
        **{
            "run": "bench",
            "subject": Subject("5300000001", "某市", site.root + "/"),
            "as_of": _AS_OF,
            "limits": CrawlLimits(**(limits | changes)),
            "folder": str(work / name / "frontier"),
            "blobs": str(work / name / "blobs"),
            "user_agent": "Mozilla/5.0 (compatible; GovPatrol)",
            "allow_private": True,
            **of_plan,
        }
    )
    file = work / f"{name}.json"
    file.write_text(json.dumps(encode(plan), ensure_ascii=False))
    return file


def ours(file: Path) -> list[str]:
    return [sys.executable, "-m", "scheduler.child", str(file)]


def told(out: Path) -> Iterator[dict[str, Any]]:
    with out.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
