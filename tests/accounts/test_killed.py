"""kill -9 in the middle of a round of accounts: the next start fetches only what is missing."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

from core.clock import system_clock
from core.subject import Account, FeedRoute, Platform
from demo.wire import Reply, Request
from storage.database import open_database
from storage.runs import list_runs, planned_subjects
from storage.subjects import save_subjects
from storage.tables import Stage
from tests.crawler.faulty import Web

ACCOUNTS = 24
PLATFORMS = (Platform.WECHAT, Platform.WEIBO, Platform.DOUYIN)


class Bridge(Web):
    """One feed an account; remembers whom it was asked for."""

    def answer(self, request: Request) -> Reply:
        self.asked.append(request)
        day = system_clock() - timedelta(days=1)
        item = {"id": "1", "title": "第一条", "date_published": day.isoformat()}
        told = {"version": "https://jsonfeed.org/version/1.1", "title": "甲", "items": [item]}
        kind = ("Content-Type", "application/feed+json")
        return Reply(200, json.dumps(told).encode(), (kind,))

    def handles(self) -> list[str]:
        return [one.path.rpartition("/")[2] for one in self.asked]


def register(folder: Path) -> None:
    database = open_database(folder / "govpatrol.db")
    database.upgrade()
    accounts = [
        Account(
            PLATFORMS[n % len(PLATFORMS)],
            f"h{n:02}",
            "甲",
            "单位",
            routes=(FeedRoute("feed", f"http://bridge.test/h{n:02}"),),
        )
        for n in range(ACCOUNTS)
    ]
    with database.write() as tx:
        save_subjects(tx, accounts, system_clock(), "测试")
    database.close()


def start(folder: Path, proxy: int) -> "subprocess.Popen[bytes]":
    settings = (
        f"crawl.proxy=http://127.0.0.1:{proxy}",
        "crawl.allow_private=true",
        "accounts.per_platform_delay=0.4",
        "crawl.workers=1",
    )
    sets = [part for word in settings for part in ("--set", word)]
    words = [sys.executable, "-m", "cli", "--data", str(folder), *sets, "run", "--only", "accounts"]
    log = (folder / "log.txt").open("ab")
    return subprocess.Popen(words, stdout=log, stderr=log, start_new_session=True)


def done(folder: Path) -> tuple[str, set[str]]:
    database = open_database(folder / "govpatrol.db")
    try:
        with database.read() as tx:
            run = list_runs(tx)[-1].id if list_runs(tx) else ""
            lines = planned_subjects(tx, run) if run else ()
            return run, {key.rpartition(":")[2] for key, stage, _ in lines if stage is Stage.DONE}
    finally:
        database.close()


def alive(group: int) -> bool:
    listed = subprocess.run(
        ["ps", "-e", "-o", "pgid=,stat="], capture_output=True, text=True, check=False
    )
    pairs = [line.split() for line in listed.stdout.splitlines()]
    return any(pgid == str(group) and not stat.startswith("Z") for pgid, stat in pairs)


def until(told, patience=90.0):
    end = time.monotonic() + patience
    while not told():
        assert time.monotonic() < end, "nothing happened in time"
        time.sleep(0.05)


def test_after_a_kill_only_what_is_missing_is_fetched(tmp_path):
    register(tmp_path)
    with Bridge() as bridge:
        first = start(tmp_path, bridge.port)
        until(lambda: len(done(tmp_path)[1]) >= 5)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        until(lambda: not alive(first.pid), 30)
        run, finished = done(tmp_path)
        assert 5 <= len(finished) < ACCOUNTS
        before = len(bridge.asked)

        second = start(tmp_path, bridge.port)
        assert second.wait(120) == 0, (tmp_path / "log.txt").read_text()
        again = bridge.handles()[before:]
    after, everybody = done(tmp_path)
    assert after == run
    assert len(everybody) == ACCOUNTS
    assert sorted(again) == sorted({f"h{n:02}" for n in range(ACCOUNTS)} - finished)
