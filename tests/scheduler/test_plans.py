"""What a crawl is told: the night takes turns, whoever waits for a scan is told of every page."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.run import Run
from core.subject import Site
from scheduler.office import open_office
from scheduler.plans import site_plan

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
SITE = Site("5300000001", "某市", "http://www.city.gov.cn/")


@pytest.mark.parametrize(("kind", "days"), [("nightly", 7), ("scan", 1), ("run", 1)])
def test_only_the_night_lets_deep_pages_wait_for_their_turn(
    tmp_path: Path, kind: str, days: int
) -> None:
    with open_office(tmp_path, {}, {}, lambda: NOON) as office:
        plan = site_plan(office, Run("r1", kind, NOON, NOON, 1), SITE)
    assert plan.refresh_days == days
    assert Path(plan.memory).is_relative_to(tmp_path / "memory")


def test_the_same_memory_serves_the_next_round_and_no_other_subject(tmp_path: Path) -> None:
    with open_office(tmp_path, {}, {}, lambda: NOON) as office:
        first, second = (site_plan(office, Run(r, "scan", NOON, NOON, 1), SITE) for r in "12")
        other = site_plan(office, Run("1", "scan", NOON, NOON, 1), Site("5300000002", "县", "x"))
    assert first.memory == second.memory != other.memory
    assert first.folder != second.folder


def test_the_offices_recipes_go_along_where_it_has_any(tmp_path: Path) -> None:
    with open_office(tmp_path, {}, {}, lambda: NOON) as office:
        run = Run("r1", "scan", NOON, NOON, 1)
        assert site_plan(office, run, SITE).recipes == ""
        (tmp_path / "recipes.toml").write_text("")
        assert site_plan(office, run, SITE).recipes == str(tmp_path / "recipes.toml")
