from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from core.clock import BEIJING
from core.result import Evidence, Outcome, Result
from core.run import Health, Run, RunStage
from core.snapshot import Snapshot
from core.subject import Account, Site
from storage.database import Database
from storage.results import outcome_counts, results_of, save_results
from storage.runs import (
    begin_run,
    finish_run,
    finish_subject,
    get_run,
    list_runs,
    planned_subjects,
    return_taken,
    take_next,
    touch_run,
    unfinished_runs,
)
from storage.snapshots import latest_snapshots, save_snapshots
from storage.tables import Stage

NOW = datetime(2026, 11, 21, 8, 30, tzinfo=BEIJING)
HOUR = timedelta(hours=1)


def test_a_run_hands_out_each_subject_once_and_in_order(
    database: Database, run: Run, site: Site, account: Account
) -> None:
    assert (run.planned, run.done) == (2, 0)
    with database.write() as tx:
        assert take_next(tx, run.id, "甲", NOW) == site
        assert take_next(tx, run.id, "乙", NOW) == account
        assert take_next(tx, run.id, "丙", NOW) is None
        finish_subject(tx, run.id, site.key, NOW + HOUR, note="42页")
        finish_subject(tx, run.id, account.key, NOW + HOUR, failed=True)
        assert planned_subjects(tx, run.id) == (
            (site.key, Stage.DONE, "42页"),
            (account.key, Stage.FAILED, ""),
        )
        closed = finish_run(tx, run.id, NOW + HOUR, Health(False, ("页数过少",)))
    assert closed.done == 2
    assert (closed.stage, closed.finished) == (RunStage.FINISHED, NOW + HOUR)
    assert closed.health == Health(False, ("页数过少",))
    assert closed.versions == {"code": "0.1.0"}


def test_what_a_dead_worker_held_is_taken_again_and_what_was_done_is_not(
    database: Database, run: Run, site: Site, account: Account
) -> None:
    with database.write() as tx:
        take_next(tx, run.id, "甲", NOW)
        finish_subject(tx, run.id, site.key, NOW)
        take_next(tx, run.id, "甲", NOW)
    with database.write() as tx:
        assert [one.id for one in unfinished_runs(tx)] == [run.id]
        assert return_taken(tx, run.id, "乙") == 0
        assert return_taken(tx, run.id) == 1
        assert take_next(tx, run.id, "乙", NOW) == account
        assert take_next(tx, run.id, "乙", NOW) is None


def test_a_run_that_shows_life_is_not_taken_for_dead(database: Database, run: Run) -> None:
    with database.write() as tx:
        assert unfinished_runs(tx, quiet_since=NOW - HOUR) == ()
        assert [one.id for one in unfinished_runs(tx, quiet_since=NOW + HOUR)] == [run.id]
        touch_run(tx, run.id, NOW + 2 * HOUR)
        assert unfinished_runs(tx, quiet_since=NOW + HOUR) == ()
        finish_run(tx, run.id, NOW, stage=RunStage.INTERRUPTED)
        assert unfinished_runs(tx) == ()


def test_the_latest_runs_come_oldest_first(
    database: Database, a_run: Callable[..., Run], site: Site
) -> None:
    with database.write() as tx:
        for hour in range(4):
            started = NOW + hour * HOUR
            begin_run(tx, a_run(f"r{hour}", kind="nightly", started=started), [site])
        begin_run(tx, a_run("other"), [site])
        assert [one.id for one in list_runs(tx, "nightly", limit=2)] == ["r2", "r3"]
        assert get_run(tx, "none") is None


def _results(subject: str, outcome: Outcome, count: int = 3) -> list[Result]:
    return [
        Result(
            subject,
            "typo",
            "abc",
            outcome,
            "一句话",
            f"http://www.yunling.gov.test/{n}.html",
            Evidence(f"http://www.yunling.gov.test/{n}.html", quotes=("“布署”", "乱\0码\ud83d")),
        )
        for n in range(count)
    ]


def test_results_read_back_are_those_that_were_written(
    database: Database, run: Run, site: Site, account: Account
) -> None:
    ours, theirs = _results(site.key, Outcome.FAIL), _results(account.key, Outcome.PASS, 2)
    with database.write() as tx:
        save_results(tx, run.id, ours + theirs)
    with database.read() as tx:
        found = results_of(tx, run.id, site.key)
        assert [one.fingerprint for one in found] == [one.fingerprint for one in ours]
        # Only the surrogate, which no encoding can carry, is another.
        assert found[0].evidence.quotes == ("“布署”", "乱\0码?")
        assert len(results_of(tx, run.id)) == 5
        assert results_of(tx, "none") == ()
        assert outcome_counts(tx, run.id) == {"typo": {Outcome.FAIL: 3, Outcome.PASS: 2}}


def test_a_subject_begun_again_does_not_count_twice(
    database: Database, run: Run, site: Site, account: Account
) -> None:
    with database.write() as tx:
        save_results(tx, run.id, _results(site.key, Outcome.FAIL))
        save_results(tx, run.id, _results(account.key, Outcome.FAIL))
        save_results(tx, run.id, _results(site.key, Outcome.PASS, 1))
        save_results(tx, run.id, [])
        assert [one.outcome for one in results_of(tx, run.id, site.key)] == [Outcome.PASS]
        assert len(results_of(tx, run.id, account.key)) == 3


def test_an_unchanged_page_gets_a_later_date_and_a_changed_one_a_new_row(
    database: Database, run: Run, site: Site
) -> None:
    def fetched(sha: str, hour: int) -> Snapshot:
        return Snapshot(site.url, site.url, 200, sha, 10, NOW + hour * HOUR, 0.2, etag=f'"{sha}"')

    with database.write() as tx:
        save_snapshots(tx, site.key, [fetched("a" * 64, 0)])
        save_snapshots(tx, site.key, [fetched("a" * 64, 1)])
        assert latest_snapshots(tx, site.key) == {site.url: fetched("a" * 64, 1)}
        save_snapshots(tx, site.key, [fetched("b" * 64, 2)])
        assert latest_snapshots(tx, site.key) == {site.url: fetched("b" * 64, 2)}
        save_snapshots(tx, site.key, [fetched("a" * 64, 3)])
        assert latest_snapshots(tx, site.key) == {site.url: fetched("a" * 64, 3)}


def test_work_for_a_subject_nobody_knows_is_refused(database: Database, run: Run) -> None:
    with pytest.raises(sa.exc.IntegrityError), database.write() as tx:
        save_results(tx, run.id, _results("site:none", Outcome.PASS))
