"""Every case of tests/cases, judged through the real runner: facts as data in, results out."""

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from checks.registry import all_checks
from checks.runner import run
from core.codec import decode
from core.dossier import Dossier
from core.facts import Fact, PageText, Probe
from core.gap import Gap, GapReason
from core.result import Outcome
from core.snapshot import Source
from core.subject import Subject

CASES = Path(__file__).parents[1] / "cases"
SUBJECT = {
    "type": "Site",
    "code": "5399990001",
    "name": "青溪市人民政府",
    "url": "https://www.qingxi.gov.test/",
}
AS_OF = "2026-03-31T17:00:00+08:00"


def plain(value):
    """TOML's own dates as the ISO strings that the codec reads; it has no null, so "null" is one."""
    if value == "null":
        return None
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value


def facts_of(case):
    """`text` alone stands for one page; `repeat = {times, minutes}` for facts `at` equal distances."""
    if "text" in case:
        yield PageText(Source("https://www.qingxi.gov.test/1"), "", case["text"])
    for written in plain(case.get("facts", [])):
        repeat = written.pop("repeat", {"times": 1, "minutes": 0})
        for turn in range(repeat["times"]):
            one = dict(written)
            if turn:
                at = datetime.fromisoformat(one["at"])
                one["at"] = (at + turn * timedelta(minutes=repeat["minutes"])).isoformat()
            yield decode(Fact, one)


def dossier_of(book, case):
    subject = decode(Subject, plain(case.get("subject", book.get("subject", SUBJECT))))
    as_of = datetime.fromisoformat(plain(case.get("as_of", book.get("as_of", AS_OF))))
    return Dossier(subject, as_of, tuple(facts_of(case)), ())


BOOKS = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in CASES.glob("*.toml")}
JUDGED_HERE = sorted(name for name, book in BOOKS.items() if "params" in book)
"""Wording cases are lists of sentences with a form of their own, read in tests/checks/wording."""


def cases():
    for name in JUDGED_HERE:
        for case in BOOKS[name]["case"]:
            yield pytest.param(name, case, id=f"{name}-{case}")


@pytest.mark.parametrize(("check_id", "name"), list(cases()))
def test_case(check_id, name):
    book = BOOKS[check_id]
    case = book["case"][name]
    params = {**book["params"], **case.get("params", {})}
    results = list(run(all_checks()[check_id], dossier_of(book, case), params))
    expect = case["expect"] if isinstance(case["expect"], list) else [case["expect"]]
    assert [r.outcome for r in results] == expect, [r.message for r in results]
    first = results[0]
    if "quotes" in case:
        assert list(first.evidence.quotes) == case["quotes"]
    for word in case.get("says", []):
        assert word in first.message
    for word in case.get("never_says", []):
        assert word not in repr(results)
    for field in ("locus", "message"):
        if field in case:
            assert getattr(first, field) == case[field]
    for field in ("page", "url", "locator"):
        if field in case:
            assert getattr(first.evidence, field) == case[field]
    if "loci" in case:
        assert sorted({r.locus for r in results}) == sorted(case["loci"])


@pytest.mark.parametrize("check_id", JUDGED_HERE)
def test_every_check_shows_itself_passing_and_finding(check_id):
    shown = set()
    for case in BOOKS[check_id]["case"].values():
        shown |= set(case["expect"] if isinstance(case["expect"], list) else [case["expect"]])
    assert "pass" in shown
    assert "fail" in shown


@pytest.mark.parametrize("check_id", JUDGED_HERE)
def test_a_gap_is_never_a_pass_nor_a_fail(check_id):
    one = all_checks()[check_id]
    book = BOOKS[check_id]
    subject = decode(Subject, plain(book.get("subject", SUBJECT)))
    as_of = datetime.fromisoformat(AS_OF)
    for reason in GapReason:
        gap = Gap(one.reads, "https://www.qingxi.gov.test/x", reason)
        results = list(run(one, Dossier(subject, as_of, (), (gap,)), book["params"]))
        assert [r.outcome for r in results] == [Outcome.UNMEASURED]
    nothing_at_all = list(run(one, Dossier(subject, as_of, (), ()), book["params"]))
    assert [r.outcome for r in nothing_at_all] == [Outcome.UNMEASURED]


def test_a_crash_is_an_error_of_ours_and_never_a_fail():
    at = datetime.fromisoformat(AS_OF)
    probe = Probe(Source("https://x.gov.test/"), at, False, 1.0, error="no reason anybody knows")
    broken = PageText(Source("https://x.gov.test/"), "", None)  # type: ignore[arg-type]
    subject = decode(Subject, SUBJECT)
    one = all_checks()["id_card_number"]
    assert [r.outcome for r in run(one, Dossier(subject, at, (broken,), ()), {})] == ["error"]
    params = {
        "window_days": "seven",
        "probes_per_day_min": 1,
        "slow_seconds": 15,
        "fail_ratio": "0.05",
    }
    one = all_checks()["site_unreachable"]
    assert [r.outcome for r in run(one, Dossier(subject, at, (probe,), ()), params)] == ["error"]
