"""The books that ship: what DOMAIN says of the documents they copy."""

from decimal import Decimal

import pytest

from config.rulebook import BOOKS, find, load
from core.indicator import JudgedBy, Kind, WhenUnseen

NAMES = sorted(path.stem for path in BOOKS.rglob("*.toml"))


@pytest.fixture(scope="module")
def national():
    return load(find("cn-2019"))


@pytest.mark.parametrize("name", NAMES)
def test_every_book_is_sound_and_named_as_its_file(name):
    assert load(find(name)).id == name


def test_the_national_head_is_the_scoring_rule(national):
    assert (national.baseline, national.pass_at, national.bonus_at, national.bonus_max) == (
        100, 60, 80, 30,
    )  # fmt: skip
    assert national.scored == ("portal",)


def test_items_are_worth_100_and_service_is_25_of_them(national):
    assert sum(item.cap for item in national.items) == 100
    assert sum(item.cap for item in national.items if item.part == "办事服务") == 25
    assert sum(row.cap for row in national.indicators if row.kind is Kind.BONUS) == 30


def test_every_national_veto_is_listed(national):
    vetoes = [row for row in national.indicators if row.kind is Kind.VETO]
    assert sum("site" in row.applies_to for row in vetoes) == 16
    assert sum("app" in row.applies_to for row in vetoes) == 8


def test_every_item_has_rows_and_no_row_charges_more_than_its_item(national):
    named = {row.item for row in national.indicators if row.item}
    assert named == {item.id for item in national.items}


def test_only_quoted_values_are_marked_verified():
    for name in NAMES:
        for row in load(find(name)).indicators:
            assert row.verified == (row.confidence == "Q"), row.id


def test_rows_of_people_do_not_keep_everybody_pending():
    for name in NAMES:
        for row in load(find(name)).indicators:
            by_people = row.judged_by in (JudgedBy.PERSON, JudgedBy.IMPORT)
            assert (row.when_unseen is WhenUnseen.CLEAR) == by_people, row.id


def test_the_amounts_that_a_published_self_check_fixes(national):
    """国家机关事务管理局 2019Q2: 5 + 2 + 3 + 1 = 11 分."""
    points = {row.id: row.points_each for row in national.indicators}
    assert (points["D-A5-3"], points["D-B5-2"], points["D-C3-2"]) == (5, 2, 3)
    assert points["D-D3-2"] == Decimal("0.1")


def test_what_only_a_person_may_settle_is_never_left_to_the_machine():
    rows = {row.id: row for row in load(find("watch")).indicators}
    for id_ in ("V-S1-1", "V-S1-2", "V-S1-3", "V-S1-4", "V-S1-5", "V-M1-1", "V-M1-2", "W-01"):
        assert rows[id_].judged_by is not JudgedBy.MACHINE


def test_dali_scores_every_site_and_counts_kuaishou_with_douyin():
    dali = load(find("dali-2023"))
    assert all(
        row.applies_to == ("site",)
        for row in dali.indicators
        if row.kind in (Kind.DEDUCTION, Kind.BONUS)
    )
    assert dali.platform_groups["政务快手、抖音号"] == ("kuaishou", "douyin")


def test_kaifeng_names_slow_accounts_without_failing_them():
    rows = {row.id: row for row in load(find("kaifeng-2024")).indicators}
    assert rows["V-M2-1"].checks["account_silent"]["window_days"] == 14
    assert {rows[i].kind for i in ("K-01", "K-02", "K-03")} == {Kind.PROBLEM}
