"""What people decide reaches the verdict at once: by the commands that a clerk types."""

import json
import shutil
from pathlib import Path

import pytest

from storage.database import open_database
from storage.subjects import list_subjects
from storage.verdicts import latest_verdicts
from tests.city.conftest import Walked, govpatrol


@pytest.fixture
def office(walked: Walked, tmp_path: Path) -> Path:
    """A copy of what the demo left, to decide in."""
    return Path(shutil.copytree(walked.folder, tmp_path / "office"))


def verdict(folder: Path, name: str, walked: Walked):
    database = open_database(folder / "govpatrol.db")
    with database.read() as tx:
        key = next(s.key for s in list_subjects(tx) if s.name == name and s.key.startswith("site"))
        found = latest_verdicts(tx, walked.run.as_of, [key])[key]
    database.close()
    return found


def test_a_person_s_finding_costs_points_within_its_period_only(
    walked: Walked, office: Path
) -> None:
    name, row = "云澜市人民政府", "D-A1-3"
    before = verdict(office, name, walked)
    words = ("enter", name, row, "--found", 1, "--reason", "数据为2023年", "--by", "张三")
    done = govpatrol(*words, "--period", "2025Q4", folder=office)
    assert "下次运行时计入" in done.stderr
    assert verdict(office, name, walked).score == before.score
    govpatrol(*words, "--period", "2026Q4", folder=office)
    after = verdict(office, name, walked)
    assert after.score[1] < before.score[1]
    stands = next(one for one in after.rows if one.indicator == row)
    assert (stands.standing, stands.fails, stands.unseen) == ("tripped", 1, False)


def test_an_imported_veto_fails_the_site_and_a_later_nothing_found_lifts_it(
    walked: Walked, office: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "核查.csv"
    head = "名称,指标编号,数量,周期,依据\n"
    sheet.write_text(head + "云澜市教育局,V-S1-2,1,2026Q4,督办单\n", encoding="utf-8")
    assert verdict(office, "云澜市教育局", walked).grade == "qualified"
    govpatrol("import", "entries", sheet, folder=office)
    failed = verdict(office, "云澜市教育局", walked)
    assert (failed.grade, failed.vetoed_by) == ("disqualified", ("V-S1-2",))
    sheet.write_text(head + "云澜市教育局,V-S1-2,0,2026Q4,已澄清\n", encoding="utf-8")
    govpatrol("import", "entries", sheet, folder=office)
    assert verdict(office, "云澜市教育局", walked).grade == "qualified"


def test_a_row_that_the_system_checks_takes_no_entry(walked: Walked, office: Path) -> None:
    words = ("--found", 0, "--period", "2026Q4", "--reason", "看过")
    done = govpatrol("enter", "云澜市人民政府", "V-S3-1", *words, folder=office, check=False)
    assert done.returncode == 1
    assert "govpatrol rule" in done.stderr


def test_only_what_was_confirmed_is_issued_with_the_list(
    walked: Walked, office: Path, tmp_path: Path
) -> None:
    confirmed, left = walked.findings[0].id, walked.findings[1].id
    govpatrol("rule", confirmed, "confirm", "--reason", "已核对", folder=office)
    words = (
        "export",
        "findings",
        "2026Q4",
        "-o",
        tmp_path / "清单.xlsx",
        "--issue",
        "--by",
        "张三",
    )
    assert "1 条记为“已下发”" in govpatrol(*words, folder=office).stderr
    assert "0 条记为“已下发”" in govpatrol(*words, folder=office).stderr
    listed = json.loads(govpatrol("findings", "--json", "-", folder=office).stdout)
    states = {one["id"]: one["state"] for one in listed}
    assert (states[confirmed], states[left]) == ("notified", "candidate")


def test_an_exempted_finding_leaves_the_list_and_the_verdict(walked: Walked, office: Path) -> None:
    """霁月县's home page is stale: with a permission it is no veto, until its last day."""
    name = "霁月县人民政府"
    site = verdict(office, name, walked)
    finding = next(
        f for f in walked.findings if f.subject == site.subject and f.check == "homepage_stale"
    )
    assert site.grade == "disqualified"
    words = ("exempt", finding.id, "--reason", "系统迁移", "--by", "张三")
    past = govpatrol(*words, "--until", "2020-01-01", folder=office, check=False)
    assert past.returncode == 2
    govpatrol(*words, "--until", "2099-12-31", folder=office)
    assert verdict(office, name, walked).grade != "disqualified"
    listed = json.loads(govpatrol("findings", "--json", "-", folder=office).stdout)
    assert finding.id not in {one["id"] for one in listed}
