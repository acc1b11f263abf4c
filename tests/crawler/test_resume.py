"""Killed at any moment, the next start goes on: no page twice, none lost. Asked to stop, it owns up."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from core.codec import encode
from core.facts import HomePage, LinkState, PageText
from core.gap import GapReason
from core.plan import Plan
from crawler.child import ChildLost, start
from demo.wire import Reply
from tests.crawler.faulty import HOST, NOT_FOUND, Web, html, plan, run

_PAGES = 60
_CONCURRENCY = 4


def _site(web: Web) -> None:
    """A tree of pages, each a little slow, each with a dead link of its own."""
    for n in range(_PAGES):
        onward = "".join(
            f'<a href="/p{m}.html">第{m}页</a>' for m in range(3 * n + 1, min(3 * n + 4, _PAGES))
        )
        page = html(f'<p>第{n}页</p>{onward}<a href="/dead{n}.html">死</a>', f"第{n}页")
        web.pages[f"/p{n}.html" if n else "/"] = Reply(200, page.body, page.headers, 0.05)


def _child(job: Plan, folder: Path) -> subprocess.Popen[str]:
    job_file = folder / "job.json"
    job_file.write_text(json.dumps(encode(job)), encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, "-m", "crawler", str(job_file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _stop_after(child: subprocess.Popen[str], pages: int, with_signal: int) -> list[dict]:
    """Send the signal once so many pages were told. Returns all that was said."""
    assert child.stdout
    said: list[dict] = []
    for line in child.stdout:
        try:
            said.append(json.loads(line))
        except ValueError:
            break
        if sum(one["type"] == "PageText" for one in said) == pages:
            os.kill(child.pid, with_signal)
            pages = -1
    child.wait()
    return said


@pytest.mark.parametrize("moments", [(1,), (7, 20), (59,)])
def test_a_killed_crawl_goes_on_where_it_was(
    web: Web, tmp_path: Path, moments: tuple[int, ...]
) -> None:
    _site(web)
    job = plan(web, tmp_path, concurrency=_CONCURRENCY, rechecks=1)
    for moment in moments:
        _stop_after(_child(job, tmp_path), moment, signal.SIGKILL)
    told = run(job)

    read = Counter(page.source.url for page in told.of(PageText))
    everything = {f"http://{HOST}/"} | {f"http://{HOST}/p{n}.html" for n in range(1, _PAGES)}
    assert read == Counter(dict.fromkeys(everything, 1))
    assert len(told.of(HomePage)) == 1
    dead = [u for u, link in told.links().items() if link.state is LinkState.NOT_FOUND]
    assert len(dead) == _PAGES
    asked = Counter(one.path for one in web.asked if one.method == "GET" and "/p" in one.path)
    again = sum(asked.values()) - len(asked)
    assert again <= _CONCURRENCY * len(moments), "only what was in flight is asked again"


def test_a_finished_crawl_told_again_asks_nothing(web: Web, tmp_path: Path) -> None:
    _site(web)
    job = plan(web, tmp_path, rechecks=1)
    first = run(job)
    asked = len(web.asked)
    second = run(job)
    assert len(web.asked) == asked
    assert sorted(map(repr, _facts(first))) == sorted(map(repr, _facts(second)))


def _facts(told: object) -> list[object]:
    return [one for one in told.nouns if type(one).__name__ != "Progress"]  # type: ignore[attr-defined]


def test_the_page_limit_holds_over_a_resume(web: Web, tmp_path: Path) -> None:
    pages = [f"/p{n}.html" for n in range(40)]
    for one in ["/", *pages]:
        page = html(f"<p>{one}</p>" + "".join(f'<a href="{p}">去</a>' for p in pages), one)
        web.pages[one] = Reply(200, page.body, page.headers, 0.05)
    job = plan(web, tmp_path, max_pages=20, rechecks=1)
    _stop_after(_child(job, tmp_path), 10, signal.SIGKILL)
    assert len(run(job).of(PageText)) == 20


def test_asked_to_stop_it_ends_well_and_says_what_it_did_not_see(web: Web, tmp_path: Path) -> None:
    _site(web)
    child = _child(plan(web, tmp_path), tmp_path)
    said = _stop_after(child, 5, signal.SIGTERM)
    assert child.returncode == 0
    assert said[-1]["type"] == "Done"
    interrupted = {one["of"] for one in said if one.get("reason") == GapReason.INTERRUPTED}
    assert {"PageText", "LinkTarget", "HiddenAnchors"} <= interrupted
    dead = [one for one in said if one["type"] == "LinkTarget" and one["state"] == "not_found"]
    assert not dead, "nothing is accused before it was asked again"


def test_stopped_at_the_front_door_it_says_so(web: Web, tmp_path: Path) -> None:
    web.pages["/"] = Reply(503, b"")
    child = _child(plan(web, tmp_path, recheck_after=30.0), tmp_path)
    while not web.asked:
        time.sleep(0.05)
    time.sleep(0.3)
    child.terminate()
    assert child.stdout
    said = [json.loads(line) for line in child.stdout]
    assert child.wait(10) == 0
    assert {one["reason"] for one in said if one["type"] == "Gap"} == {"interrupted"}


def test_a_lost_child_is_no_finished_child(web: Web, tmp_path: Path) -> None:
    _site(web)
    with pytest.raises(ChildLost, match="退出码"):
        list(start(plan(web, tmp_path), python="/bin/false"))


def test_a_child_that_overruns_is_ended(web: Web, tmp_path: Path) -> None:
    web.pages["/"] = NOT_FOUND
    with pytest.raises(ChildLost, match="已终止"):
        list(start(plan(web, tmp_path, recheck_after=60.0), wall=3.0))


def test_a_parent_that_loses_interest_leaves_no_child_behind(web: Web, tmp_path: Path) -> None:
    _site(web)
    telling = start(plan(web, tmp_path))
    next(telling)
    telling.close()
    asked = len(web.asked)
    time.sleep(0.5)
    assert len(web.asked) <= asked + 1
