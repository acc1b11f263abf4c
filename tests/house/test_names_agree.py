"""One name in five places: file, function, case file, doc page, rulebook row."""

from pathlib import Path

import pytest

from checks.registry import all_checks
from config.rulebook import find, load
from core.indicator import JudgedBy

ROOT = Path(__file__).parents[2]
BOOKS = sorted((ROOT / "config/indicators").rglob("*.toml"))
CHECKS = sorted(all_checks())


@pytest.mark.parametrize("check", CHECKS)
def test_every_check_has_a_case_file_and_a_doc_page(check):
    assert (ROOT / "tests/cases" / f"{check}.toml").exists()
    assert (ROOT / "docs/checks" / f"{check}.md").exists()


@pytest.mark.parametrize("check", CHECKS)
def test_every_check_says_why_when_it_fails_and_what_it_asks(check):
    doc = all_checks()[check].doc
    assert all(word in doc for word in ("Why", "Fails", "Asks")), doc


def test_no_case_file_or_doc_page_is_left_of_a_check_that_went():
    cases = {p.stem for p in (ROOT / "tests/cases").glob("*.toml")}
    pages = {p.stem for p in (ROOT / "docs/checks").glob("*.md")} - {"README"}
    assert cases <= set(CHECKS)
    assert pages <= set(CHECKS)


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_every_row_names_checks_that_exist_and_gives_them_their_params(path):
    for row in load(path).indicators:
        for check, params in row.checks.items():
            all_checks()[check].params(**params)


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_every_row_is_served_by_a_check_or_by_a_person(path):
    by_people = {JudgedBy.PERSON, JudgedBy.IMPORT}
    for row in load(path).indicators:
        assert bool(row.checks) != (row.judged_by in by_people), row.id


def test_every_check_is_priced_by_some_row_of_the_book_in_use():
    named = {check for path in BOOKS for row in load(path).indicators for check in row.checks}
    assert set(CHECKS) <= named


def test_the_national_book_is_found_by_its_name():
    assert load(find("cn-2019")).id == "cn-2019"


def test_the_guide_to_adding_a_check_shows_the_files_as_they_are():
    guide = (ROOT / "docs/add-a-check.md").read_text("utf-8")
    for name in ("checks/updates/dated_in_future.py", "tests/cases/dated_in_future.toml"):
        assert (ROOT / name).read_text("utf-8").strip() in guide
