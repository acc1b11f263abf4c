"""汇总表: the annex tables A, B, C, D of a period as a workbook. Re-added before it is written."""

from collections.abc import Sequence
from pathlib import Path

from core.clock import BEIJING
from core.tally import Tally
from reports.annexes import COUNT_HEADERS, Annex, annexes, count_cells
from reports.recount import agree
from reports.workbook import Book, new_book

_SHEETS = {
    "网站": "网站合格率",
    "新媒体": "新媒体合格率（地区）",
    "平台": "新媒体合格率（平台）",
    "不合格网站": "不合格网站、专栏",
    "不合格新媒体": "不合格新媒体",
    "存在问题": "存在问题对象",
    "泄露": "个人信息泄露",
    "评分": "网站评分表",
    "待定": "待定对象",
    "未录入": "未录入指标",
}
_CHARACTERS_PER_MM = 0.55


def write_tally(tally: Tally, path: Path) -> None:
    """One sheet per table, an overview first.

    Raises figures.Disagreement where the numbers contradict each other, PermissionError where
    `path` may not be replaced; both in Chinese.
    """
    tables = annexes(tally)
    agree(tally, tables)
    title = f"{tally.region_name}{tally.period.title}汇总表"
    with new_book(path, title=title, issuer=tally.issuer, as_of=tally.as_of) as book:
        _overview(book, tally, title, tables)
        for table in tables:
            _sheet(book, table)


def _overview(book: Book, tally: Tally, title: str, tables: Sequence[Annex]) -> None:
    sheet = book.sheet("总表", (18, 12, 12, 12, 12, 12))
    sheet.title(title)
    sheet.header(("对象", *COUNT_HEADERS))
    for name, row in (
        ("政府网站", tally.sites),
        ("信息公开专栏", tally.sections),
        ("政务新媒体", tally.accounts),
    ):
        sheet.row((name, *count_cells(row)), centered=True)
    sheet.skip()
    closed, still = tally.previous_closed, tally.previous_open
    for note in (
        f"编制单位：{tally.issuer}",
        f"统计周期：{tally.period.title}（{tally.period.start}至{tally.period.end}）",
        f"监测时间点：{tally.as_of.astimezone(BEIJING):%Y-%m-%d %H:%M}（北京时间）",
        f"指标集：{tally.rulebook_title}（{tally.rulebook}）",
        f"指标集校验值：{tally.rulebook_sha256}",
        "待定对象既不计入合格，也不计入不合格，不参与合格率计算。",
        f"上期问题：已整改{closed}处，未整改{still}处。",
        f"没有人工录入、按未触发计的指标：{'；'.join(tally.unseen_rows) or '无'}",
        f"分表：{'；'.join(_SHEETS[table.key] for table in tables) or '无'}",
    ):
        sheet.note(note)


def _sheet(book: Book, table: Annex) -> None:
    widths = [max(width * _CHARACTERS_PER_MM, 6) for width in table.widths]
    sheet = book.sheet(_SHEETS[table.key], widths)
    sheet.title(table.title)
    sheet.header(table.headers)
    sheet.native.freeze_panes(2, 0)
    sheet.native.repeat_rows(0, 1)
    for heading, rows in table.groups:
        if heading:
            sheet.heading(heading)
        for row in rows:
            sheet.row(row, centered=True)
    if table.total:
        sheet.row(table.total, total=True, centered=True)
    if table.note:
        sheet.note(table.note)
