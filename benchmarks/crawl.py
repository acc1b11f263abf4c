"""Dead links found, living ones accused, CPU a page: ours and the peers, on one made site.

    python -m benchmarks.crawl                 2,000 pages with every trap, and 2,000 clean ones
    python -m benchmarks.crawl --pages 20000   the clean part in another size
    python -m benchmarks.crawl --peers         linkchecker and linkinator too, fetched if they can be

Prints the table of docs. Times are CPU seconds of the tool's whole process tree, server excluded.
"""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import which
from typing import Any

from benchmarks import crawl_peers as peers
from benchmarks.crawl_site import Site, build
from core.codec import encode
from core.facts import DEAD
from core.plan import CrawlLimits, Plan
from core.subject import Site as Subject

_AS_OF = datetime(2026, 11, 20, 1, tzinfo=UTC)
_PEER_LIMIT = 420.0  # seconds; one of them waits for ever on a host that hangs
_DEAD = {state.value for state in DEAD}


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
            command, stdout=sink, stderr=subprocess.DEVNULL, start_new_session=True
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
    return [sys.executable, "-m", "crawler", str(file)]


def told(out: Path) -> Iterator[dict[str, Any]]:
    with out.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def accused(out: Path) -> set[str]:
    return {
        one["source"]["url"]
        for one in told(out)
        if one["type"] == "LinkTarget" and one["state"] in _DEAD
    }


def score(site: Site, bad: set[str]) -> dict[str, str]:
    """How the accusations stand to the truth. What the truth does not name must not be accused."""
    bad = {one.replace("localhost", "127.0.0.1") for one in bad}
    named = set(site.truth)
    row = {}
    for sort in ("dead", "soft", "scripted"):
        known = site.known(sort)
        row[sort] = f"{len(known & bad)}/{len(known)}"
    for sort in ("alive", "wall"):
        known = site.known(sort)
        row[sort] = f"{len(known & bad)}/{len(known)}"
    row["other"] = str(len({one for one in bad - named if not _excused(one)}))
    return row


def _excused(url: str) -> bool:
    """Addresses whose truth is told under another name: the second half of a ring, a target moved."""
    return any(part in url for part in ("/loop/", "/moved-away/", "/error/404", "/refresh/"))


Tool = tuple[str, list[str], Path, Callable[[Path], set[str]]]


def correctness(work: Path, browser: str, others: list[Callable[[str], Tool]]) -> None:
    with serving(2000, traps=True) as site:
        file = job(site, work, "traps", browser=browser, max_renders=5)
        out = work / "traps.out"
        measure(ours(file), out)
        rows = [("ours", score(site, accused(out)))]
        states = Counter(
            (site.truth.get(one["source"]["url"]), one["state"])
            for one in told(out)
            if one["type"] == "LinkTarget"
        )
        _missed(site, out)
    for make in others:
        with serving(2000, traps=True) as site:
            name, command, result, read = make(site.root)
            measure(command, work / "peer.out", _PEER_LIMIT)
            rows.append((name, score(site, read(result) if result.exists() else set())))
    print("\n| | dead | soft 404 | by script | living accused | walls accused | others accused |")
    print("|---|---|---|---|---|---|---|")
    for name, row in rows:
        print(f"| {name} | " + " | ".join(row.values()) + " |")
    walls = {state: n for (sort, state), n in states.items() if sort == "wall"}
    print(f"\nours, walls: {walls}")


def _missed(site: Site, out: Path) -> None:
    states = {
        one["source"]["url"]: (one["state"], one["detail"])
        for one in told(out)
        if one["type"] == "LinkTarget"
    }
    for url, sort in site.truth.items():
        state, detail = states.get(url, ("not seen", ""))
        wrong = state not in _DEAD if sort in ("dead", "soft", "scripted") else state in _DEAD
        if wrong:
            print(f"  wrong: {sort:9} {url} -> {state} {detail}")
    for url, (state, detail) in states.items():
        if state in _DEAD and url not in site.truth and not _excused(url):
            print(f"  wrong: other     {url} -> {state} {detail}")


def cost(work: Path, pages: int, others: list[Callable[[str], Tool]]) -> None:
    print(f"\n{pages} clean pages")
    print("| | pages | CPU s | CPU ms a page | wall s | pages/s | peak MiB |")
    print("|---|---|---|---|---|---|---|")
    with serving(pages, traps=False) as site:
        file, out = job(site, work, f"clean{pages}"), work / "clean.out"
        _row("ours, everything read", measure(ours(file), out), _read(out))
        _unchanged(site, work, pages)
        links = job(site, work, f"links{pages}")
        module = "benchmarks.crawl_links_only"
        _row(
            "ours, links only", measure([sys.executable, "-m", module, str(links)], out), _read(out)
        )
        for make in others:
            name, command, _, _ = make(site.root)
            _row(name, measure(command, work / "peer.out", _PEER_LIMIT), _read(out))


def rendering(work: Path, browser: str, pages: int = 60) -> None:
    """CPU of a page in the browser, above the same crawl without one."""
    spent = {}
    with serving(pages + 80, traps=False, scripted=pages) as site:
        for name, changes in (("plain", {}), ("browser", {"browser": browser})):
            file = job(site, work, f"render-{name}", max_renders=pages, timeout=10.0, **changes)
            with (work / "render.out").open("wb") as sink:
                child = subprocess.Popen(
                    ours(file), stdout=sink, stderr=subprocess.DEVNULL, start_new_session=True
                )
                tree = Tree(child.pid)
                while child.poll() is None:
                    tree.sample()
                    time.sleep(0.1)
            spent[name] = tree.cpu()
    by_browser = sum(
        one["type"] == "Snapshot" and one["by"] == "browser" for one in told(work / "render.out")
    )
    each = (spent["browser"] - spent["plain"]) / max(by_browser, 1)
    print(f"\n{by_browser} pages rendered: {each:.2f} CPU s a page, browser's start included")


def together(work: Path, pages: int) -> None:
    """Two sites one after the other, and at once."""
    with serving(pages, traps=False) as one, serving(pages, traps=False) as other:
        jobs = {
            n: [job(site, work, f"{n}-{at}") for at, site in enumerate((one, other))]
            for n in ("apart", "at-once")
        }
        started = time.monotonic()
        for file in jobs["apart"]:
            measure(ours(file), work / "two.out")
        apart = time.monotonic() - started
        started = time.monotonic()
        children = [
            subprocess.Popen(ours(file), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for file in jobs["at-once"]
        ]
        for child in children:
            child.wait()
        at_once = time.monotonic() - started
    print(
        f"\ntwo sites of {pages} pages: {apart:.1f} s one after the other, {at_once:.1f} s at once,"
    )
    print(
        f"{apart / at_once:.2f} times as fast on {os.cpu_count()} cores, servers on the same ones"
    )


def _unchanged(site: Site, work: Path, pages: int) -> None:
    """The same site a day later, nothing changed: with all pages asked, and with deep ones weekly."""
    memory = {"memory": str(work / f"memory{pages}.sqlite"), "blobs": str(work / f"blobs{pages}")}
    out = work / "again.out"
    first = job(site, work, f"first{pages}", **memory)
    _row("ours, first of two days", measure(ours(first), out), _read(out))
    again = job(site, work, f"again{pages}", **memory)
    _row("ours, next day, every page asked", measure(ours(again), out), _read(out))
    weekly = job(site, work, f"weekly{pages}", refresh_days=7, **memory)
    _row("ours, next day, deep pages weekly", measure(ours(weekly), out), _read(out))


def _read(out: Path) -> int:
    return sum(one["type"] == "PageText" for one in told(out))


def _row(name: str, spent: Cost, pages: int) -> None:
    print(
        f"| {name} | {pages} | {spent.cpu:.1f} | {spent.cpu * 1000 / max(pages, 1):.2f} "
        f"| {spent.wall:.1f} | {pages / spent.wall:.0f} | {spent.peak:.0f} |",
        flush=True,
    )


def main() -> None:
    asks = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    asks.add_argument("--pages", type=int, default=2000)
    asks.add_argument("--peers", action="store_true")
    asks.add_argument("--alone", action="store_true", help="ours only")
    asks.add_argument("--only", choices=("truth", "cost", "render", "together"))
    asked = asks.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        work = Path(folder)
        others: list[Callable[[str], Tool]] = [
            lambda root: ("plain Scrapy", *peers.scrapy_plain(root, work), peers.read_json)
        ]
        if asked.alone:
            others.clear()
        if asked.peers:
            if checker := peers.install_linkchecker(work):
                others.append(
                    lambda root: (
                        "linkchecker",
                        *peers.linkchecker(checker, root, work),
                        peers.read_linkchecker,
                    )
                )
            if linkinator := peers.install_linkinator(work):
                others.append(
                    lambda root: (
                        "linkinator",
                        *peers.linkinator(linkinator, root, work),
                        peers.read_linkinator,
                    )
                )
        browser = next(filter(None, map(which, ("chromium", "chromium-headless-shell"))), "")
        if asked.only in (None, "truth"):
            correctness(work, browser, others)
        if asked.only in (None, "cost"):
            cost(work, asked.pages, others)
        if asked.only in (None, "render") and browser:
            rendering(work, browser)
        if asked.only in (None, "together"):
            together(work, asked.pages)


if __name__ == "__main__":
    main()
