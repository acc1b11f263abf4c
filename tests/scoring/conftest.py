"""Makers of rows, results and books; every value a test does not speak of is sound."""

from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from core.indicator import Indicator, Item, JudgedBy, Kind, Reads, Rulebook, WhenUnseen
from core.result import Evidence, Outcome, Result
from core.subject import Account, Platform, Site, SiteCategory

AS_OF = datetime(2026, 11, 21, 4, tzinfo=UTC)
PORTAL = Site("9901000001", "示例市政府网", "http://a.gov.test/", category=SiteCategory.PORTAL)
DEPARTMENT = Site("9901000002", "示例市教育局", "http://b.gov.test/")
ACCOUNT = Account(Platform.WECHAT, "gh_1", "示例发布")


def row(id_="V-1", kind=Kind.VETO, checks=("column_stale",), **keys):
    charging = kind in (Kind.DEDUCTION, Kind.BONUS)
    values = {
        "title": id_,
        "text": "",
        "clause": "",
        "applies_to": ("portal",) if charging else ("site", "account"),
        "platforms": (),
        "checks": {check: {} for check in checks},
        "trips_at": 1,
        "points_each": Decimal(1 if charging else 0),
        "cap": Decimal(5 if charging else 0),
        "item": "D-A" if kind is Kind.DEDUCTION else "",
        "judged_by": JudgedBy.MACHINE if checks else JudgedBy.PERSON,
        "reads": Reads.ALL,
        "when_unseen": WhenUnseen.OPEN if checks else WhenUnseen.CLEAR,
        "codes": (),
        "confidence": "Q",
        "verified": True,
    }
    return Indicator(id=id_, kind=kind, **{**values, **keys})


def book(*rows, caps=None, **keys):
    items = {r.item for r in rows if r.item}
    caps = caps or {}
    values = {
        "baseline": Decimal(100),
        "pass_at": Decimal(60),
        "bonus_at": Decimal(80),
        "bonus_max": Decimal(30),
    }
    return Rulebook(
        id="test",
        title="测试指标集",
        source="",
        sha256="0" * 64,
        items=tuple(
            Item(i, caps.get(f"{i}.part", "发布解读"), i, Decimal(caps.get(i, 100)), "I", False)
            for i in sorted(items)
        ),
        indicators=rows,
        **{**values, **keys},
    )


def result(outcome, locus="1", check="column_stale", subject=PORTAL):
    return Result(subject.key, check, "p", Outcome(outcome), "", locus, Evidence(locus))


def results(text, check="column_stale", subject=PORTAL):
    """ "ffpu" -> two fails, a pass, one unmeasured, each of a thing of its own."""
    letters = {"f": "fail", "p": "pass", "r": "review", "u": "unmeasured", "e": "error"}
    letters["n"] = "not_applicable"
    return [result(letters[c], f"{c}{n}", check, subject) for n, c in enumerate(text)]


@pytest.fixture
def make():
    return SimpleNamespace(
        row=row,
        book=book,
        result=result,
        results=results,
        as_of=AS_OF,
        portal=PORTAL,
        department=DEPARTMENT,
        account=ACCOUNT,
    )
