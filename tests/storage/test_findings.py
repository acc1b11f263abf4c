from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from core.clock import BEIJING
from core.finding import Decision, Event, Exemption, Finding, FindingState, Ruling
from core.period import parse_period
from core.result import Evidence, Outcome, Result
from core.run import Run
from core.subject import Site
from storage.database import Database
from storage.findings import (
    add_event,
    find_finding,
    list_findings,
    record_findings,
    standing_findings,
)
from storage.review import add_exemption, add_ruling
from storage.rulings import active_exemptions, latest_rulings, rulings_of

NOW = datetime(2026, 11, 21, 8, 30, tzinfo=BEIJING)
DAY = timedelta(days=1)
PAGE = "http://www.yunling.gov.test/a.html"


def said(outcome: Outcome, locus: str = PAGE, check: str = "dead_link", url: str = PAGE) -> Result:
    return Result("site:5399010001", check, "abc", outcome, "一句话", locus, Evidence(url))


def record(database: Database, run: Run, *results: Result, day: int = 0) -> tuple[Finding, ...]:
    with database.write() as tx:
        return record_findings(tx, run.id, results, NOW + day * DAY)


def states(database: Database) -> list[FindingState]:
    with database.read() as tx:
        return [one.state for one in list_findings(tx)]


def test_a_fault_opens_one_finding_with_a_number_of_its_year(database: Database, run: Run) -> None:
    first = record(database, run, said(Outcome.FAIL), said(Outcome.FAIL, "other"))
    assert [one.id for one in first] == ["WT2026000001", "WT2026000002"]
    again = record(database, run, said(Outcome.FAIL), day=1)
    assert [one.id for one in again] == ["WT2026000001"]
    assert (again[0].first_seen, again[0].last_seen) == (NOW, NOW + DAY)
    assert [event.state for event in again[0].events] == [FindingState.CANDIDATE]
    assert again[0].events[0].by == run.id
    with database.write() as tx:
        # 31 December 16:30 in Greenwich is already New Year in Beijing.
        eve = datetime(2027, 1, 1, 0, 30, tzinfo=BEIJING)
        (new_year,) = record_findings(tx, run.id, [said(Outcome.FAIL, "third")], eve)
    assert new_year.id == "WT2027000001"


def test_of_a_review_and_a_fail_for_one_thing_the_fail_speaks(database: Database, run: Run) -> None:
    (one,) = record(database, run, said(Outcome.REVIEW), said(Outcome.FAIL))
    assert one.outcome is Outcome.FAIL


@pytest.mark.parametrize(
    "outcome", [Outcome.PASS, Outcome.UNMEASURED, Outcome.NOT_APPLICABLE, Outcome.ERROR]
)
def test_only_what_was_seen_opens_a_finding(database: Database, run: Run, outcome: Outcome) -> None:
    assert record(database, run, said(outcome)) == ()
    assert states(database) == []


def test_an_unhealthy_run_changes_nothing(database: Database, run: Run) -> None:
    record(database, run, said(Outcome.FAIL))
    with database.write() as tx:
        results = [said(Outcome.PASS), said(Outcome.FAIL, "new")]
        assert record_findings(tx, run.id, results, NOW, healthy=False) == ()
    assert states(database) == [FindingState.CANDIDATE]


def test_looked_at_again_and_passed_is_rectified_and_seen_again_is_reopened(
    database: Database, run: Run
) -> None:
    record(database, run, said(Outcome.FAIL))
    record(database, run, said(Outcome.PASS), day=1)
    assert states(database) == [FindingState.RECTIFIED]
    record(database, run, said(Outcome.PASS), day=2)
    (again,) = record(database, run, said(Outcome.FAIL), day=3)
    assert [event.state for event in again.events] == [
        FindingState.CANDIDATE,
        FindingState.RECTIFIED,
        FindingState.REOPENED,
    ]
    record(database, run, said(Outcome.PASS), day=4)
    assert states(database) == [FindingState.RECTIFIED]


@pytest.mark.parametrize(
    "results",
    [
        pytest.param([], id="nobody looked"),
        pytest.param([said(Outcome.UNMEASURED)], id="we could not look"),
        pytest.param([said(Outcome.ERROR)], id="we broke"),
        pytest.param([said(Outcome.NOT_APPLICABLE)], id="the question did not arise"),
        pytest.param([said(Outcome.PASS, check="typo")], id="another check passed there"),
        pytest.param([said(Outcome.PASS, "elsewhere", url="elsewhere")], id="another place passed"),
        pytest.param([said(Outcome.PASS), said(Outcome.UNMEASURED)], id="settled only in part"),
        pytest.param(
            [said(Outcome.UNMEASURED, "site:5399010001")], id="the check ran on nothing at all"
        ),
    ],
)
def test_what_was_not_settled_is_not_rectified(
    database: Database, run: Run, results: list[Result]
) -> None:
    record(database, run, said(Outcome.FAIL))
    record(database, run, *results, day=1)
    assert states(database) == [FindingState.CANDIDATE]


def test_a_page_that_names_other_faults_now_has_rectified_the_old_one(
    database: Database, run: Run
) -> None:
    record(database, run, said(Outcome.FAIL, "布署", "typo"), said(Outcome.FAIL, "坐阵", "typo"))
    record(database, run, said(Outcome.FAIL, "坐阵", "typo"), day=1)
    assert states(database) == [FindingState.RECTIFIED, FindingState.CANDIDATE]
    record(database, run, said(Outcome.PASS, PAGE, "typo"), day=2)
    assert states(database) == [FindingState.RECTIFIED, FindingState.RECTIFIED]


def test_a_pass_of_the_whole_subject_rectifies_all_that_the_check_had_found(
    database: Database, run: Run, site: Site
) -> None:
    record(database, run, said(Outcome.FAIL, "icp", "footer", site.url))
    record(database, run, said(Outcome.PASS, site.key, "footer", site.url), day=1)
    assert states(database) == [FindingState.RECTIFIED]


def test_what_a_person_dismissed_stays_quiet(database: Database, run: Run) -> None:
    (one,) = record(database, run, said(Outcome.FAIL))
    ruling = Ruling(one.fingerprint, Decision.DISMISS, "王某", NOW, "单位名称，不是错别字")
    with database.write() as tx:
        add_ruling(tx, ruling)
    (again,) = record(database, run, said(Outcome.FAIL), day=1)
    assert again.state is FindingState.DISMISSED
    assert again.last_seen == NOW + DAY
    record(database, run, said(Outcome.PASS), day=2)
    assert states(database) == [FindingState.DISMISSED]
    with database.read() as tx:
        assert standing_findings(tx, one.subject) == {}


def test_the_latest_ruling_holds_and_the_earlier_ones_stay(database: Database, run: Run) -> None:
    (one,) = record(database, run, said(Outcome.FAIL))
    no = Ruling(one.fingerprint, Decision.DISMISS, "王某", NOW, "误报")
    yes = Ruling(one.fingerprint, Decision.CONFIRM, "李某", NOW + DAY, "看过原文，确有错误")
    with database.write() as tx:
        add_ruling(tx, no)
        add_ruling(tx, yes)
        assert latest_rulings(tx) == latest_rulings(tx, one.subject) == {one.fingerprint: yes}
        assert latest_rulings(tx, "site:none") == {}
        assert rulings_of(tx, one.fingerprint) == (no, yes)
        found = find_finding(tx, one.id)
    assert found
    assert [event.state for event in found.events] == [
        FindingState.CANDIDATE,
        FindingState.DISMISSED,
        FindingState.CONFIRMED,
    ]


def test_a_permission_quiets_until_its_last_day_and_not_one_longer(
    database: Database, run: Run, site: Site
) -> None:
    (one,) = record(database, run, said(Outcome.FAIL))
    until = date(2026, 11, 23)
    permit = Exemption(site.key, "dead_link", until, "王某", NOW, "迁移期间", one.locus)
    with database.write() as tx:
        add_exemption(tx, permit)
        assert active_exemptions(tx, site.key, until) == (permit,)
        assert active_exemptions(tx, site.key, date(2026, 11, 24)) == ()
    assert states(database) == [FindingState.EXEMPTED]
    (seen,) = record(database, run, said(Outcome.FAIL), day=2)
    assert seen.state is FindingState.EXEMPTED
    (late,) = record(database, run, said(Outcome.FAIL), day=3)
    assert (late.state, late.events[-1].reason) == (FindingState.CANDIDATE, "豁免已到期")


def test_a_permission_for_the_whole_check_covers_what_is_found_later(
    database: Database, run: Run, site: Site
) -> None:
    with database.write() as tx:
        add_exemption(tx, Exemption(site.key, "dead_link", date(2026, 12, 1), "王某", NOW, "改版"))
    found = record(database, run, said(Outcome.FAIL), said(Outcome.FAIL, check="typo"))
    assert [one.state for one in found] == [FindingState.EXEMPTED, FindingState.CANDIDATE]


def test_a_permission_can_be_ended_early(database: Database, run: Run, site: Site) -> None:
    permit = Exemption(site.key, "typo", date(2026, 12, 31), "王某", NOW, "改版")
    with database.write() as tx:
        add_exemption(tx, permit)
        add_exemption(tx, replace(permit, until=date(2026, 11, 20), reason="提前结束"))
        assert active_exemptions(tx, site.key, date(2026, 11, 21)) == ()


def test_a_finding_is_found_by_its_number_and_by_the_start_of_its_print(
    database: Database, run: Run
) -> None:
    (one,) = record(database, run, said(Outcome.FAIL))
    with database.read() as tx:
        assert find_finding(tx, "wt2026000001") == one
        assert find_finding(tx, f" {one.fingerprint[:8]} ") == one
        assert find_finding(tx, one.fingerprint.upper()) == one
        assert find_finding(tx, one.fingerprint[:3]) is None
        assert find_finding(tx, "%") is None
        assert find_finding(tx, "WT2026000099") is None


def test_events_need_a_finding(database: Database, run: Run) -> None:
    with pytest.raises(KeyError), database.write() as tx:
        add_event(tx, "WT2026000001", Event(NOW, FindingState.NOTIFIED, "王某"))


def test_a_period_holds_the_findings_whose_life_touches_it(database: Database, run: Run) -> None:
    record(database, run, said(Outcome.FAIL, "old"))
    record(database, run, said(Outcome.FAIL, "new"), day=30)
    with database.read() as tx:
        november = list_findings(tx, seen_in=parse_period("2026-11"))
        edge = list_findings(tx, seen_in=parse_period("2026-11-21..2026-11-21"))
        before = list_findings(tx, seen_in=parse_period("2026-11-01..2026-11-20"))
    assert [one.locus for one in november] == [one.locus for one in edge] == ["old"]
    assert before == ()
