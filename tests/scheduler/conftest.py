"""A small office on the simulated city: three towns, the real road, separate processes to kill."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.clock import system_clock
from core.subject import Site
from demo.city import start
from storage.database import open_database
from storage.subjects import save_subjects

TOWNS = ("9901000002", "9901000004", "9901000008")


@dataclass(frozen=True)
class Small:
    folder: Path
    words: tuple[str, ...]

    @property
    def database(self):
        return open_database(self.folder / "govpatrol.db")

    def command(self, *words):
        sets = [part for word in self.words for part in ("--set", word)]
        return [sys.executable, "-m", "cli", "--data", str(self.folder), *sets, *words]

    def start(self, *words):
        log = (self.folder / "log.txt").open("ab")
        return subprocess.Popen(
            self.command(*words), stdout=log, stderr=log, start_new_session=True, env=os.environ
        )

    def run(self, *words):
        return subprocess.run(
            self.command(*words), capture_output=True, text=True, timeout=300, check=False
        )


@pytest.fixture(scope="session")
def city():
    with start() as running:
        yield running


@pytest.fixture
def small(city, tmp_path):
    database = open_database(tmp_path / "govpatrol.db")
    database.upgrade()
    sites = [s for s in city.subjects() if isinstance(s, Site) and s.code in TOWNS]
    assert len(sites) == len(TOWNS)
    with database.write() as tx:
        save_subjects(tx, sites, system_clock(), "测试")
    database.close()
    settings = (
        f"crawl.proxy={city.proxy}",
        "crawl.allow_private=true",
        "crawl.delay=0.05",
        "crawl.concurrency=2",
        "crawl.recheck_after=0.2",
        "crawl.workers=1",
        "crawl.max_renders=0",
    )
    return Small(tmp_path, settings)
