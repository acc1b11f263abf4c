"""What nobody could see is filled in by a clerk, comes back by sheet, and settles the account."""

from contextlib import ExitStack
from datetime import timedelta

import pytest
import xlsxwriter
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from cli.account_papers import worklist_sheet
from cli.commands.import_sheet import import_file
from cli.group import govpatrol
from core.clock import beijing_day
from core.facts import Feed
from core.verdict import Grade
from reports.accounts_xlsx import write_sheets
from scheduler.scan import sealed
from scheduler.worklist import worklist
from storage.verdicts import latest_verdicts
from tests.accounts.conftest import office_of, walk

DARK = "account:wechat:yunlandangan"  # nobody has said how to reach it


@pytest.fixture(scope="module")
def office(tmp_path_factory, city):
    with ExitStack() as stack:
        yield office_of(stack, tmp_path_factory.mktemp("worklist"), city)


def grade(office):
    with office.database.read() as tx:
        return latest_verdicts(tx, office.clock())[DARK].grade


def test_the_list_goes_out_and_comes_back(office, city, tmp_path):
    account = [s for s in city.subjects() if s.key == DARK]
    walk(office, city, account)
    assert grade(office) is Grade.PENDING
    wanted = worklist(office)
    assert [w.why for w in wanted if w.account.key == DARK] == ["尚未配置获取方式"]

    path = tmp_path / "待填.xlsx"
    write_sheets(path, [worklist_sheet(wanted)], title="t", issuer="i", as_of=office.clock())
    read, _ = import_file(office, "posts", path, quiet=True)
    assert read.accepted == 0
    assert not read.refused
    assert read.notes

    day = beijing_day(office.clock()) - timedelta(days=3)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    filled = tmp_path / "已填.xlsx"
    with xlsxwriter.Workbook(str(filled)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            if row[1] == "云澜档案" and row[2] == "微信公众号":
                row[7] = f"{day}"
            sheet.write_row(number, 0, row)
    read, _ = import_file(office, "posts", filled, quiet=True)
    assert read.accepted == 1, [r.sentence for r in read.refused]

    again = walk(office, city, account)
    assert grade(office) is Grade.QUALIFIED
    dossier = sealed(office, again.run.id, again.accounts[DARK])
    feeds = [f for f in dossier.facts if isinstance(f, Feed)]
    assert [(f.quality, f.posts[0].published.day) for f in feeds] == [("sheet", day)]
    assert any(g.of == "FeedRoute" for g in dossier.gaps)  # the failure stays on record
    assert DARK not in {w.account.key for w in worklist(office)}


def test_a_person_who_looked_today_and_found_nothing_newer_settles_silence_too(office, city):
    mini = "account:mini_program:ylrs_mini"
    day = beijing_day(office.clock()) - timedelta(days=40)
    words = ["--data", str(office.folder), "post", mini, "--date", f"{day}", "--by", "张三"]
    told = CliRunner().invoke(govpatrol, words, catch_exceptions=False)
    assert "还没有到" not in told.output
    with office.database.write() as tx:
        from storage.tables import reported_posts

        # The command's clock is the machine's; the city's stands at its own monitoring point.
        tx.execute(reported_posts.update().values(at=city.as_of - timedelta(minutes=5)))
    walk(office, city, [s for s in city.subjects() if s.key == mini])
    with office.database.read() as tx:
        assert latest_verdicts(tx, office.clock())[mini].grade is Grade.DISQUALIFIED


def test_what_a_person_saw_yesterday_does_not_accuse_today(office, city):
    mini = "account:mini_program:ylrs_mini"
    with office.database.write() as tx:
        from storage.tables import reported_posts

        tx.execute(reported_posts.update().values(at=city.as_of - timedelta(days=1)))
    walk(office, city, [s for s in city.subjects() if s.key == mini])
    with office.database.read() as tx:
        assert latest_verdicts(tx, office.clock())[mini].grade is Grade.PENDING


def test_rows_that_cannot_be_placed_are_refused_by_name(office, tmp_path):
    path = tmp_path / "posts.csv"
    path.write_text(
        "账号名称,平台类型,发布日期,标题\n没有这个号,微信公众号,2026-11-01,甲\n"
        "云澜统计,,2026-11-01,乙\n云澜统计,新浪微博,十一月,丙\n云澜统计,新浪微博,2026-11-02,丁\n"
        "云澜统计,新浪微博,2062-11-02,戊\n云澜统计,新浪微博,2026.11.2,丁\n云澜统计,新浪微博,2026-02-30,己\n",
        encoding="utf-8",
    )
    read, _ = import_file(office, "posts", path, quiet=True)
    assert read.accepted == 1
    said = " ".join(r.sentence for r in read.refused)
    for words in (
        "名录里没有这个账号", "有几个同名账号", "不是日期", "还没有到，请核对年份", "与第5行重复", "没有这一天",
    ):  # fmt: skip
        assert words in said


def test_a_picture_that_is_none_is_refused(office, tmp_path):
    file = tmp_path / "x.png"
    file.write_bytes(b"<html>")
    words = ["post", DARK, "--date", "2026-01-01", "--by", "张三", "--screenshot", str(file)]
    told = CliRunner().invoke(govpatrol, ["--data", str(office.folder), *words])
    assert told.exit_code == 1
    assert "不是 PNG 或 JPEG" in told.output
