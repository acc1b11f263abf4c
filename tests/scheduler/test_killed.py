"""kill -9 at any moment: the database stays consistent, the next start does what is left, once."""

import json
import os
import signal
import subprocess
import time
from datetime import timedelta

import pytest

from core.clock import system_clock
from core.run import RunStage
from scheduler.timetable import usual_timetable
from storage.results import results_of
from storage.runs import list_runs, planned_subjects
from storage.schedule import mark_started, save_timetable
from storage.tables import Stage
from storage.verdicts import verdicts_of


def wait_for(told, patience=120.0):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if found := told():
            return found
        time.sleep(0.1)
    raise AssertionError("nothing happened in time")


def kill(process):
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def alive_in_group(group):
    """Children of a killed scan: judges and crawlers must not outlive it."""
    listed = subprocess.run(
        ["ps", "-e", "-o", "pgid=,stat="], capture_output=True, text=True, check=False
    )
    pairs = [line.split() for line in listed.stdout.splitlines()]
    return [stat for pgid, stat in pairs if pgid == str(group) and not stat.startswith("Z")]


def ledger(small):
    database = small.database
    try:
        with database.read() as tx:
            runs = list_runs(tx)
            return runs, (planned_subjects(tx, runs[-1].id) if runs else ())
    finally:
        database.close()


def some_done(small, at_least):
    _, lines = ledger(small)
    return sum(stage is Stage.DONE for _, stage, _ in lines) >= at_least


@pytest.mark.parametrize("done_before", [0, 1])
def test_a_killed_run_is_carried_on_by_the_next_one(small, done_before):
    first = small.start("run", "--as-of", "2026-11-20")
    wait_for(lambda: ledger(small)[1] if not done_before else some_done(small, done_before))
    time.sleep(0.5)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    wait_for(lambda: not alive_in_group(first.pid), 30)
    runs, lines = ledger(small)
    kept = {key for key, stage, _ in lines if stage is Stage.DONE}
    assert runs[-1].stage is RunStage.RUNNING

    again = small.run("run", "--as-of", "2026-11-20", "--json", "-")
    assert again.returncode == 0, again.stderr
    assert "接着做" in again.stderr
    told = json.loads(again.stdout)
    assert told["run"] == runs[-1].id
    assert len(told["subjects"]) == 3
    database = small.database
    with database.read() as tx:
        (run,) = list_runs(tx)
        assert run.stage is RunStage.FINISHED
        assert len(verdicts_of(tx, run.id)) == 3
        for key in kept:
            results = results_of(tx, run.id, key)
            assert len(results) == len(set(results))
    database.close()


def test_a_run_that_was_not_interrupted_is_not_resumed(small):
    assert small.run("run", "--as-of", "2026-11-20").returncode == 0
    again = small.run("run", "--as-of", "2026-11-20")
    assert "接着做" not in again.stderr
    assert len(ledger(small)[0]) == 2


def test_the_watchman_catches_a_missed_night_up_survives_a_kill_and_stops_when_told(small):
    yesterday = system_clock() - timedelta(days=2)
    database = small.database
    with database.write() as tx:
        save_timetable(tx, usual_timetable("01:30", ("08:00",), 24))
        mark_started(tx, "夜间全扫", yesterday)
    database.close()

    first = small.start("serve")
    wait_for(lambda: ledger(small)[1])
    kill(first)
    (run,), _ = ledger(small)
    assert (run.kind, run.stage) == ("nightly", RunStage.RUNNING)

    second = small.start("serve")
    try:
        wait_for(lambda: ledger(small)[0][-1].stage is RunStage.FINISHED)
        wait_for(lambda: list((small.folder / "reports").glob("每日问题清单_*.xlsx")))
    finally:
        os.kill(second.pid, signal.SIGTERM)
        code = second.wait(60)
    assert code == 0
    assert len(ledger(small)[0]) == 1


def test_two_watchmen_are_one_too_many(small):
    first = small.start("serve")
    try:
        wait_for(lambda: b"\xe5\x80\xbc\xe5\xae\x88" in (small.folder / "log.txt").read_bytes())
        second = small.run("serve")
        assert second.returncode == 1
        assert "只能有一个" in second.stderr
    finally:
        os.kill(first.pid, signal.SIGTERM)
        assert first.wait(60) == 0
