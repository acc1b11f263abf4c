"""Found = planted, no more and no less; and the papers say what was found."""

import gzip
import json
import re
from pathlib import Path

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from checks.registry import all_checks
from cli.commands.demo_city import reads_pictures
from core.result import Outcome
from core.run import RunStage
from core.tally import LEDGER_HEADERS
from core.verdict import Grade
from demo.answer_key import answer_key
from tests.city.conftest import govpatrol

KEY = answer_key(pictures=reads_pictures())


def places(result):
    return {result.evidence.url, result.evidence.page, result.subject}


def test_every_planted_fault_is_found(walked):
    missed = [
        p
        for p in KEY.findings
        if not any(
            r.subject == p.subject
            and r.check == p.check
            and r.outcome is p.outcome
            and p.where in places(r)
            for r in walked.found
        )
    ]
    assert not missed


def test_nothing_is_found_that_was_not_planted(walked):
    extra = [
        r
        for r in walked.found
        if not any(
            r.subject == p.subject and r.check == p.check and p.where in places(r)
            for p in KEY.findings
        )
    ]
    assert not extra


def test_no_twin_of_a_fault_is_accused(walked):
    accused = [
        (t, r.message)
        for t in KEY.twins
        for r in walked.found
        if r.subject == t.subject and r.check == t.check and t.where in places(r) and not t.mark
    ]
    planted = {(p.subject, p.check, p.where) for p in KEY.findings}
    assert not [a for a in accused if (a[0].subject, a[0].check, a[0].where) not in planted]


def test_every_grade_is_the_planted_one(walked):
    got = {
        s: walked.verdicts[s].grade if s in walked.verdicts else Grade.PENDING for s in KEY.grades
    }
    assert got == dict(KEY.grades)


def test_the_city_is_large_enough_and_every_check_spoke_of_it(walked):
    sites = [s for s in KEY.grades if s.startswith("site:")]
    assert len(sites) >= 14
    assert len(KEY.grades) - len(sites) >= 60
    looked = {check for check, outcome in walked.counts if outcome is not Outcome.UNMEASURED}
    assert set(all_checks()) <= looked


def test_no_check_broke_and_the_run_is_believed(walked):
    assert not [r for r in walked.results if r.outcome is Outcome.ERROR]
    assert walked.run.stage is RunStage.FINISHED
    assert walked.run.health.healthy


def test_a_clean_id_number_stands_nowhere_in_what_was_stored(walked):
    # Two people's numbers in a table, one in a sentence; a project number beside them is nobody's.
    number = re.compile(rb"11010519030714001X|11010519080226102X|110105190511182030")
    stored = [p for p in walked.folder.rglob("*") if p.is_file() and "名录" not in p.parts]
    assert {p.suffix for p in stored} >= {".db", ".gz", ".html"}
    for path in stored:
        body = path.read_bytes()
        if path.suffix == ".gz":
            body = gzip.decompress(body)
        assert not number.search(body), path


def test_a_leak_in_a_picture_is_found_or_said_to_be_unmeasured(walked):
    told = [r for r in walked.found if r.evidence.url.endswith("/images/mingdan.png")]
    assert bool(told) == reads_pictures()
    assert ("图片里的 1 处泄露未能测定" in walked.output) == (not reads_pictures())


def test_rejudging_needs_no_network_and_gives_the_same_bytes(walked):
    done = govpatrol(
        "--set",
        "rulebook.name=watch",
        "rejudge",
        walked.run.id,
        "--json",
        "-",
        folder=walked.folder,
    )
    again = json.loads(done.stdout)
    assert len(again) == walked.run.done
    assert all(one["same"] for one in again)


def papers(walked, ending):
    return next(p for p in sorted((walked.folder / "reports").iterdir()) if p.name.endswith(ending))


def test_the_violation_list_has_every_living_finding_in_nineteen_columns(walked):
    rows = (
        CalamineWorkbook.from_path(papers(walked, "问题清单.xlsx"))
        .get_sheet_by_index(0)
        .to_python()
    )
    head = next(n for n, row in enumerate(rows) if row[0] == LEDGER_HEADERS[0])
    assert tuple(rows[head]) == LEDGER_HEADERS
    numbers = {row[1] for row in rows[head + 1 :]}
    assert numbers
    assert numbers <= {f.id for f in walked.findings}


def test_the_notice_names_the_pending_apart_and_never_as_failed(walked):
    document = Document(papers(walked, "通报.docx"))
    text = "\n".join(p.text for p in document.paragraphs)
    assert "待定" in text
    pending = [s for s, grade in KEY.grades.items() if grade is Grade.PENDING]
    assert pending
    assert "合格率" in text


def test_the_report_stands_alone(walked):
    html = papers(walked, ".html").read_text("utf-8")
    assert "没有看到" in html
    assert not re.search(r"""(?:src|href)=["']https?://(?![^"']*\.(?:test|example))""", html)


@pytest.mark.parametrize("paper", ["问题清单.xlsx", "汇总表.xlsx", "通报.docx", ".html"])
def test_each_paper_is_named_at_the_end_or_stands_in_the_folder(walked, paper):
    assert papers(walked, paper).stat().st_size > 2000
    assert isinstance(papers(walked, paper), Path)
