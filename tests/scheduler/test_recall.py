"""What was said of bytes that have not changed is not worked out again; anything else is."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from checks.registry import Check, Saying, all_checks
from checks.runner import run
from core.dossier import Dossier, Scene
from core.facts import PageText
from core.result import Outcome, Result
from core.snapshot import Source
from core.subject import Site
from scheduler.recall import Recall

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
SITE = Site("5300000001", "某市", "http://www.city.gov.cn/")


def _page(text: str = "布署工作", snapshot: str = "a" * 64, at: datetime = NOON) -> PageText:
    return PageText(Source("http://www.city.gov.cn/1.html", snapshot, at), "题", text)


class _Counted:
    """A check that tells how often it was asked."""

    def __init__(self, *, crashes: bool = False) -> None:
        self.asked = 0
        self.crashes = crashes

    def __call__(self, page: PageText, _params: object, _scene: Scene) -> tuple[Saying, ...]:
        self.asked += 1
        if self.crashes:
            raise ValueError("broken")
        return (Saying(Outcome.FAIL, page.text, locus=page.title, quotes=(page.text,)),)

    def check(self, version: int = 1) -> Check:
        typo = all_checks()["typo"]
        return Check("counted", "数", "PageText", False, typo.params, self, "", version)


def _said(
    folder: Path, one: Check, page: PageText, as_of: datetime = NOON, days: int = 7
) -> list[Result]:
    recall = Recall(folder / "said.sqlite", as_of, days)
    try:
        return list(run(one, Dossier(SITE, as_of, (page,), ()), {}, recall.once))
    finally:
        recall.close()


def test_the_same_bytes_are_judged_once_and_the_results_are_the_same(tmp_path: Path) -> None:
    counted = _Counted()
    first = _said(tmp_path, counted.check(), _page())
    later = NOON + timedelta(days=1)
    second = _said(tmp_path, counted.check(), _page(at=later), later)
    assert counted.asked == 1
    assert second == first
    assert second[0].evidence.quotes == ("布署工作",)


@pytest.mark.parametrize(
    "page",
    [_page(snapshot="b" * 64), _page(text="部署工作"), _page(snapshot="")],
    ids=["other bytes", "read otherwise", "bytes without a name"],
)
def test_anything_else_is_judged_anew(tmp_path: Path, page: PageText) -> None:
    counted = _Counted()
    _said(tmp_path, counted.check(), _page(snapshot=page.source.snapshot and "a" * 64))
    _said(tmp_path, counted.check(), page)
    assert counted.asked == 2


def test_a_new_version_of_the_check_is_asked_again(tmp_path: Path) -> None:
    counted = _Counted()
    _said(tmp_path, counted.check(), _page())
    _said(tmp_path, counted.check(version=2), _page())
    assert counted.asked == 2


@pytest.mark.parametrize(("after", "asked"), [(6, 1), (7, 2)])
def test_the_last_day_of_remembering_is_the_sixth_of_seven(
    tmp_path: Path, after: int, asked: int
) -> None:
    counted = _Counted()
    _said(tmp_path, counted.check(), _page())
    _said(tmp_path, counted.check(), _page(), NOON + timedelta(days=after))
    assert counted.asked == asked


def test_a_crash_is_not_remembered(tmp_path: Path) -> None:
    counted = _Counted(crashes=True)
    (first,) = _said(tmp_path, counted.check(), _page())
    assert first.outcome is Outcome.ERROR
    counted.crashes = False
    (second,) = _said(tmp_path, counted.check(), _page())
    assert second.outcome is Outcome.FAIL


def test_the_check_that_reads_all_pages_says_the_same_from_memory(tmp_path: Path) -> None:
    typo = all_checks()["suspected_typo"]
    page = _page("各级各部门要高度重识安全生产工作，切实加强组织领导。")
    plain = list(run(typo, Dossier(SITE, NOON, (page,), ()), {}))
    first = _said(tmp_path, typo, page)
    second = _said(tmp_path, typo, page)
    assert plain == first == second
    assert first[0].outcome is Outcome.REVIEW
