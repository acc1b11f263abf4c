import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from checks.registry import all_checks
from checks.runner import run
from core.dossier import Dossier
from core.facts import PageText
from core.result import Outcome
from core.snapshot import Source
from core.subject import Site

CASES = {
    path.stem: tomllib.loads(path.read_text("utf-8"))["case"]
    for path in (Path(__file__).parents[2] / "cases").glob("*.toml")
    if path.stem in ("typo", "serious_misstatement", "suspected_typo", "form_advice")
}
SITE = Site("5399000001", "某县人民政府", "http://www.example.gov.test/", region="530100")


@pytest.mark.parametrize(("check", "name"), [(c, n) for c, cases in CASES.items() for n in cases])
def test_case(check: str, name: str) -> None:
    case = CASES[check][name]
    page = PageText(Source("http://www.example.gov.test/1.html"), "", case["text"])
    dossier = Dossier(SITE, datetime(2026, 3, 31, tzinfo=UTC), (page,), ())
    params = {key: case[key] for key in case if key not in ("text", "wrong", "right")}
    found = list(run(all_checks()[check], dossier, params))
    if "wrong" not in case:
        assert [(r.outcome, r.message) for r in found] == [(Outcome.PASS, "")]
        return
    quotes = [r.evidence.quotes[0] for r in found if r.outcome is not Outcome.PASS]
    assert [r.evidence.suggestion for r in found] == case["right"], quotes
    for wrong, quote in zip(case["wrong"], quotes, strict=True):
        assert f"【{wrong}" in quote
