from dataclasses import replace
from datetime import timedelta

import pytest

from core.finding import Decision
from core.indicator import JudgedBy, Kind, Reads, WhenUnseen
from core.subject import Section, SiteCategory
from core.verdict import Entry, Standing
from scoring.standing import applies, latest, weigh


def never(_result):
    return False


@pytest.mark.parametrize(
    ("said", "trips_at", "standing"),
    [
        ("ffff" + "ppp", 5, "clear"),
        ("fffff" + "ppp", 5, "tripped"),
        ("ffff" + "u", 5, "open"),
        ("ffff" + "r", 5, "open"),
        ("ffff" + "e", 5, "open"),
        ("fff" + "u", 5, "clear"),
        ("ffff" + "n", 5, "clear"),
        ("p", 1, "clear"),
        ("n", 1, "clear"),
        ("u", 1, "open"),
        ("f" + "uuu", 1, "tripped"),
    ],
)
def test_a_row_that_must_know_all_trips_is_clear_or_stays_open(make, said, trips_at, standing):
    stands = weigh(make.row(trips_at=trips_at), make.results(said), {}, never)
    assert stands.standing == standing


@pytest.mark.parametrize(
    ("said", "standing"),
    [
        ("ppppu", "clear"),
        ("pppuf", "tripped"),
        ("ppppr", "open"),
        ("ppppe", "open"),
        ("uuuuu", "open"),
        ("nu", "clear"),
    ],
)
def test_a_sample_speaks_of_the_pages_that_were_read(make, said, standing):
    stands = weigh(make.row(reads=Reads.SAMPLE), make.results(said), {}, never)
    assert stands.standing == standing
    assert stands.unread == said.count("u")


def test_what_nobody_could_look_at_holds_even_a_high_count_open(make):
    """One gap stands for columns of unknown number: four could not be told from five."""
    row = make.row(trips_at=5)
    assert weigh(row, make.results("u"), {}, never).standing is Standing.OPEN
    assert weigh(row, make.results("pu"), {}, never).standing is Standing.CLEAR


def test_each_check_of_a_row_must_have_looked(make):
    row = make.row(checks=("column_stale", "column_empty"), trips_at=3)
    stale = make.results("pp")
    assert weigh(row, stale + make.results("p", "column_empty"), {}, never).standing == "clear"
    assert weigh(row, stale + make.results("u", "column_empty"), {}, never).standing == "open"
    assert weigh(row, stale, {}, never).standing == "open"


@pytest.mark.parametrize("unseen", list(WhenUnseen))
def test_a_row_nobody_looked_at_says_what_the_rulebook_tells_it_to(make, unseen):
    stands = weigh(make.row(when_unseen=unseen), (), {}, never)
    assert stands.standing == {"open": Standing.OPEN, "clear": Standing.CLEAR}[unseen]
    assert stands.unseen


def test_the_same_fault_on_many_pages_counts_once(make):
    met_often = [make.result("fail", "布署→部署") for _ in range(9)]
    assert weigh(make.row(trips_at=2), met_often, {}, never).standing is Standing.CLEAR


def test_a_person_decides_what_the_machine_only_proposes(make):
    row = make.row(judged_by=JudgedBy.PERSON_CONFIRMS, reads=Reads.SAMPLE)
    said = make.results("fp")
    finger = said[0].fingerprint
    assert weigh(row, said, {}, never).standing is Standing.OPEN
    assert weigh(row, said, {finger: Decision.CONFIRM}, never).standing is Standing.TRIPPED
    assert weigh(row, said, {finger: Decision.DISMISS}, never).standing is Standing.CLEAR


def test_a_ruling_settles_what_the_machine_said_either_way(make):
    fail, review = make.results("f")[0], make.results("r")[0]
    row = make.row()
    dismissed = weigh(row, [fail], {fail.fingerprint: Decision.DISMISS}, never)
    confirmed = weigh(row, [review], {review.fingerprint: Decision.CONFIRM}, never)
    assert (dismissed.standing, dismissed.passes) == (Standing.CLEAR, 1)
    assert (confirmed.standing, confirmed.fails) == (Standing.TRIPPED, (review.fingerprint,))


def test_a_ruling_about_a_page_does_not_make_an_unmeasured_one_known(make):
    blind = make.results("u")[0]
    stands = weigh(make.row(), [blind], {blind.fingerprint: Decision.DISMISS}, never)
    assert stands.standing is Standing.OPEN


@pytest.mark.parametrize("said", ["f", "r", "u", "e"])
def test_what_is_exempted_counts_as_a_pass_and_is_noted(make, said):
    (one,) = make.results(said)
    stands = weigh(make.row(), [one], {}, lambda r: r.locus == one.locus)
    assert stands.standing is Standing.CLEAR
    assert stands.exempted == (one.fingerprint,)


def entry(make, count, indicator="V-1", **keys):
    return Entry(make.portal.key, indicator, count, "张三", make.as_of, "现场核对", **keys)


@pytest.mark.parametrize(("count", "standing"), [(0, "clear"), (1, "clear"), (2, "tripped")])
def test_an_entry_speaks_for_a_row_of_people(make, count, standing):
    stands = weigh(make.row(checks=(), trips_at=2), (), {}, never, entry(make, count))
    assert stands.standing == standing
    assert not stands.unseen


def test_an_entry_does_not_outvote_a_check(make):
    assert weigh(make.row(), make.results("f"), {}, never, entry(make, 0)).standing == "tripped"


def test_the_latest_entry_of_this_subject_holds(make):
    early, late = entry(make, 1), replace(entry(make, 0), at=make.as_of + timedelta(hours=1))
    strange = replace(early, subject="site:other", at=make.as_of + timedelta(days=9))
    assert latest([late, early, strange], make.portal.key, make.as_of) == {"V-1": late}


@pytest.mark.parametrize(
    ("target", "portal", "department", "account"),
    [
        ("site", True, True, False),
        ("portal", True, False, False),
        ("department", False, True, False),
        ("account", False, False, True),
        ("section", False, False, False),
        ("app", False, False, False),
    ],
)
def test_a_row_speaks_of_whom_it_names(make, target, portal, department, account):
    row = make.row(applies_to=(target,))
    got = [applies(row, s) for s in (make.portal, make.department, make.account)]
    assert got == [portal, department, account]


def test_a_row_of_one_platform_is_silent_about_the_others(make):
    assert applies(make.row(platforms=("wechat",)), make.account)
    assert not applies(make.row(platforms=("weibo",)), make.account)
    section = Section("s1", "某局专栏", "http://a.gov.test/s/")
    assert applies(make.row(applies_to=("section",)), section)
    other = replace(make.portal, category=SiteCategory.OTHER)
    assert applies(make.row("P", Kind.PROBLEM, applies_to=("other",)), other)
