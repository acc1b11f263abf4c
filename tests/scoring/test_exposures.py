"""起, 人 and 条: a page is one item, a person is one person, and what is gone is counted all the same."""

from datetime import UTC, date, datetime

import pytest

from core.exposure import Exposure, Level
from core.finding import Event, Finding, FindingState
from core.indicator import JudgedBy
from core.period import Period
from core.result import Evidence, Outcome
from core.subject import Site
from scoring.exposures import exposure_rows
from scoring.ledger import responsible_unit

PERIOD = Period("2026Q4", date(2026, 10, 1), date(2026, 12, 31))
EAST = Site(
    "9901010001", "东山县", "http://e.gov.test/", region="990101", supervisor="东山县政府办"
)
WEST = Site(
    "9901020001", "西水县", "http://w.gov.test/", region="990102", supervisor="西水县政府办"
)
C = FindingState.CONFIRMED


def leak(n, url, keys="", level=Level.MAJOR, *, people=0, states=(C,), seen=(2026, 10, 8), of=EAST):
    exposure = Exposure(level, people or len(keys), 2 * max(len(keys), 1), tuple(keys))
    at = datetime(*seen, 4, tzinfo=UTC)
    events = tuple(Event(at, state, "张三") for state in states)
    evidence = Evidence(url, exposure=exposure)
    return Finding(
        f"WT{n}", f"fp{n}", of.key, "id_card_number", Outcome.REVIEW, "公开", url, evidence,
        at, at, events,
    )  # fmt: skip


@pytest.fixture
def count(make):
    book = make.book(
        make.row(checks=("id_card_number",), judged_by=JudgedBy.PERSON_CONFIRMS, codes=("P03",))
    )

    def of(*findings, label=lambda s: s.name):
        return exposure_rows(PERIOD, {s.key: s for s in (EAST, WEST)}, {}, findings, book, label)

    return of


def test_several_findings_of_one_address_are_one_item_at_its_gravest(count):
    (row,) = count(leak(1, "/a", "xy"), leak(2, "/a", "xy", Level.SEVERE), leak(3, "/b", "z"))
    assert (row.items, row.people, row.fields) == (2, 3, 6)
    assert row.levels == (0, 1, 1, 0, 0)


def test_one_person_on_two_pages_is_one_person_and_a_person_of_no_key_is_one_each_time(count):
    (row,) = count(leak(1, "/a", "x"), leak(2, "/b", "x"), leak(3, "/c", people=1))
    assert (row.items, row.people) == (3, 2)


@pytest.mark.parametrize(
    ("states", "items", "waiting"),
    [
        ((C,), 1, 0),
        ((C, FindingState.REMOVED), 1, 0),
        ((C, FindingState.RECTIFIED), 1, 0),
        ((FindingState.CANDIDATE,), 0, 1),
        ((FindingState.CANDIDATE, FindingState.RECTIFIED), 0, 1),
        ((C, FindingState.DISMISSED), 0, 0),
        ((C, FindingState.EXEMPTED), 0, 0),
    ],
)
def test_what_was_confirmed_counts_for_ever_unless_it_was_no_leak(count, states, items, waiting):
    rows = count(leak(1, "/a", "x", states=states))
    assert [(row.items, row.waiting) for row in rows] == (
        [(items, waiting)] if items or waiting else []
    )


@pytest.mark.parametrize(
    ("day", "fresh"), [((2026, 9, 30), 0), ((2026, 10, 1), 1), ((2026, 12, 31), 1)]
)
def test_the_year_counts_and_the_period_is_told_apart(count, day, fresh):
    (row,) = count(leak(1, "/a", "x", seen=day))
    assert (row.items, row.fresh) == (1, fresh)


def test_counties_and_units_with_most_items_come_first(count):
    found = (leak(1, "/a", "x"), leak(2, "/b", "x", of=WEST), leak(3, "/c", "y", of=WEST))
    assert [(row.label, row.items) for row in count(*found)] == [("西水县", 2), ("东山县", 1)]
    assert [row.label for row in count(*found, label=responsible_unit)] == [
        "西水县政府办", "东山县政府办",
    ]  # fmt: skip


def test_a_finding_of_another_kind_is_no_leak(count):
    other = leak(1, "/a", "x")
    plain = Finding(
        **{f: getattr(other, f) for f in other.__slots__} | {"evidence": Evidence("/a")}
    )
    assert count(plain) == ()
