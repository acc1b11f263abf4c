"""The town folders: each is sound, and together they hold what the city promises."""

from pathlib import Path

import pytest

from core.subject import Account, Site
from demo import directory
from demo.answer_key import answer_key
from demo.town import TOWNS, read_town, towns
from extract.columns import column_kind

FOUNDATION = {
    "site_unreachable",
    "homepage_stale",
    "column_stale",
    "column_empty",
    "dead_link",
    "hidden_link",
    "id_card_number",
    "typo",
    "footer_mark_missing",
    "account_silent",
    "name_mismatch",
}


def test_the_city_has_its_sites_accounts_and_platforms() -> None:
    everyone = directory.subjects()
    accounts = [one for one in everyone if isinstance(one, Account)]
    assert sum(isinstance(one, Site) for one in everyone) >= 14
    assert len(accounts) >= 60
    assert len({one.platform for one in accounts}) >= 10


def test_no_two_subjects_share_a_key() -> None:
    keys = [one.key for one in directory.subjects()]
    assert len(keys) == len(set(keys))


def test_every_check_of_the_foundation_has_a_planted_fault_and_a_clean_twin() -> None:
    key = answer_key()
    planted = {one.check for one in key.findings}
    assert planted >= FOUNDATION
    assert {one.check for one in key.twins} >= planted


def test_no_place_is_both_a_fault_and_its_twin() -> None:
    key = answer_key()
    planted = {(one.subject, one.check, one.where, one.mark) for one in key.findings}
    twins = {(one.subject, one.check, one.where, one.mark) for one in key.twins}
    assert not planted & twins
    assert len(planted) == len(key.findings)


def test_every_subject_has_a_grade() -> None:
    assert set(answer_key().grades) == {one.key for one in directory.subjects()}


def test_a_list_that_scripts_write_is_unknown_without_a_browser() -> None:
    seen, blind = answer_key().grades, answer_key(browser=False).grades
    changed = {key for key in seen if key.startswith("site:") and seen[key] is not blind[key]}
    assert changed == {"site:9901000011"}


def test_a_column_is_called_what_it_is() -> None:
    """A crawler that reads names must come to the kinds that the towns state."""
    wrong = [
        (town.site.name, column.name)
        for town in towns()
        for column in town.columns
        if column_kind(column.name) is not column.kind
    ]
    assert not wrong


def test_every_site_code_begins_with_its_region() -> None:
    for town in towns():
        assert town.site.code.startswith(town.region.code)


def test_every_name_ends_in_a_domain_that_cannot_exist() -> None:
    assert all(town.site.host.endswith(".gov.test") for town in towns())


def test_the_units_lie_under_one_another() -> None:
    units = {one.name: one for one in directory.units()}
    assert units["云澜市教育局"].parent == "云澜市人民政府办公室"
    assert {one.sponsor for one in directory.subjects()} <= set(units)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "town.toml").write_text(
        (TOWNS / "xinyong" / "town.toml").read_text("utf-8"), "utf-8"
    )
    return tmp_path


def test_a_folder_with_one_file_is_a_town(folder: Path) -> None:
    (town,) = towns(folder)
    assert town.site.name == "信用云澜"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('grade = "qualified"\n', 'grade = "qualified"\ncolour = "red"\n', "colour"),
        ('style = "hanweb"', 'style = "unheard"', "unheard"),
        ('column = "gzdt" }', 'column = "nowhere" }', "nowhere"),
        ('name = "信用云澜"\n', "", "name"),
        ("newest = 14", "newest = 0", "gzdt"),
        ('handle = "xyyl_qe"', 'handle = "creditylan"', "handle"),
    ],
)
def test_a_town_that_contradicts_itself_is_refused_by_name(
    folder: Path, old: str, new: str, said: str
) -> None:
    file = folder / "new" / "town.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ValueError, match=said) as refused:
        read_town(file)
    assert str(file) in str(refused.value)
