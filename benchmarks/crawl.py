"""Dead links found, living ones accused, CPU a page: ours and the peers, on one made site.

    python -m benchmarks.crawl                 2,000 pages with every trap, and 2,000 clean ones
    python -m benchmarks.crawl --pages 20000   the clean part in another size
    python -m benchmarks.crawl --peers         linkchecker and linkinator too, fetched if they can be

With `--only` one part: truth, cost, scan (every check of the default rulebook on), render, together.
Prints the tables of docs. Times are CPU seconds of the tool's whole process tree, server excluded.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from shutil import which

from benchmarks import crawl_peers as peers
from benchmarks.crawl_measure import Cost, Tree, job, measure, ours, serving, told
from benchmarks.crawl_scan import whole_scan
from benchmarks.crawl_site import Site
from core.facts import DEAD

_PEER_LIMIT = 420.0  # seconds; one of them waits for ever on a host that hangs
_DEAD = {state.value for state in DEAD}


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
                    ours(file),
                    stdin=subprocess.DEVNULL,
                    stdout=sink,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
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
            subprocess.Popen(
                ours(file),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
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
    asks.add_argument("--only", choices=("truth", "cost", "scan", "render", "together"))
    asks.add_argument("--scanned", type=int, default=300, help="pages of the whole scan")
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
        if asked.only in (None, "scan"):
            whole_scan(work, asked.scanned)
        if asked.only in (None, "render") and browser:
            rendering(work, browser)
        if asked.only in (None, "together"):
            together(work, asked.pages)


if __name__ == "__main__":
    main()
