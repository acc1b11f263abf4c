"""kill -9 in the middle of writing: what was committed is whole, what was not is gone."""

import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from core.result import Outcome
from storage.database import open_database
from storage.findings import list_findings
from storage.results import results_of
from storage.runs import planned_subjects, return_taken, take_next, unfinished_runs
from storage.tables import Stage

NOW = datetime(2026, 11, 22, tzinfo=UTC)

WRITER = """
import sys
from datetime import datetime, UTC
from core.result import Evidence, Outcome, Result
from core.run import Run
from core.subject import Account, Platform
from storage.database import open_database
from storage.findings import record_findings
from storage.results import save_results
from storage.runs import begin_run, finish_subject, take_next

now = datetime(2026, 11, 21, tzinfo=UTC)
database = open_database(sys.argv[1])
subjects = [Account(Platform.WEIBO, f"a{n}", f"账号{n}") for n in range(1000)]
with database.write() as tx:
    begin_run(tx, Run("r", "accounts", now, now, len(subjects)), subjects)
while True:
    with database.write() as tx:
        one = take_next(tx, "r", "甲", now)
    if one is None:
        break
    with database.write() as tx:
        said = [
            Result(one.key, "typo", "p", Outcome.FAIL, "话", f"{n}", Evidence("u", quotes=("字" * 200,)))
            for n in range(40)
        ]
        save_results(tx, "r", said)
        record_findings(tx, "r", said, now)
        finish_subject(tx, "r", one.key, now)
    print(one.key, flush=True)
"""


def test_a_killed_writer_leaves_a_database_that_holds_together(tmp_path: Path) -> None:
    path = tmp_path / "govpatrol.db"
    database = open_database(path)
    database.upgrade()
    database.close()
    for round_ in range(1, 4):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER.replace('"r"', f'"r{round_}"'), str(path)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert writer.stdout
        said = [writer.stdout.readline().strip() for _ in range(3)]
        time.sleep(0.05)
        writer.send_signal(signal.SIGKILL)
        said += writer.stdout.read().split()
        assert writer.wait() == -signal.SIGKILL
        _holds_together(path, f"r{round_}", said)


def _holds_together(path: Path, run: str, said: list[str]) -> None:
    with sqlite3.connect(path) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
    database = open_database(path)
    database.upgrade()
    with database.write() as tx:
        assert run in [one.id for one in unfinished_runs(tx)]
        done = [key for key, stage, _ in planned_subjects(tx, run) if stage is Stage.DONE]
        assert set(said) <= set(done)  # what the writer reported as done, is done
        for key in done:  # done with all its results and findings, or not done
            assert len(results_of(tx, run, key)) == 40
            found = list_findings(tx, subject=key)
            assert len(found) == 40
            assert all(one.outcome is Outcome.FAIL and one.events for one in found)
        undone = [key for key, stage, _ in planned_subjects(tx, run) if stage is not Stage.DONE]
        assert not any(results_of(tx, run, key) for key in undone[:5])
        assert return_taken(tx, run) <= 1  # and the next start takes up where it stopped
        taken = take_next(tx, run, "乙", NOW)
        assert taken
        assert taken.key == undone[0]
    database.close()
