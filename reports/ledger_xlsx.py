"""问题清单: the violation list of a period as a workbook, 19 columns, as offices pass it on."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import fields
from itertools import islice
from operator import attrgetter
from pathlib import Path

from core.clock import BEIJING
from core.finding import STATE_NAMES
from core.result import MARK_OPEN
from core.tally import LEDGER_HEADERS, CountRow, LedgerRow, Tally
from reports.printable import marked
from reports.workbook import Book, new_book

SHEET_ROWS = 1_000_000
"""Rows of one sheet before the list goes on in the next (Excel: 1,048,576 with the header)."""

MOST_UNIT_SHEETS = 200
"""More sheets nobody turns through, and each keeps a file open while it is written."""

_WIDTHS = (6, 15, 12, 16, 16, 18, 12, 14, 26, 22, 22, 26, 16, 11, 8, 8, 16, 11, 12)
_columns = attrgetter(*(field.name for field in fields(LedgerRow)))
_STATE_COLUMN = LEDGER_HEADERS.index("状态")
_NO_UNIT = "未登记责任单位"
_NO_TYPE = "其他问题"


def write_ledger(
    tally: Tally,
    path: Path,
    *,
    per_kind: bool = False,
    per_unit: bool = False,
    sheet_rows: int = SHEET_ROWS,
) -> None:
    """Write the list: all findings first, then 说明, then on wish one sheet per type and per unit.

    Raises PermissionError with a Chinese sentence where `path` may not be replaced.
    """
    title = f"{tally.period.title}问题清单"
    with new_book(path, title=title, issuer=tally.issuer, as_of=tally.as_of) as book:
        _list(book, "全部问题", tally.ledger, sheet_rows)
        units = _grouped(tally.ledger, _unit) if per_unit else {}
        _explanation(book, tally, max(len(units) - MOST_UNIT_SHEETS, 0))
        kinds = _grouped(tally.ledger, _kind) if per_kind else {}
        for name, rows in (*kinds.items(), *islice(units.items(), MOST_UNIT_SHEETS)):
            _list(book, name, rows, sheet_rows)


def _kind(row: LedgerRow) -> str:
    return row.problem_type or _NO_TYPE


def _unit(row: LedgerRow) -> str:
    return row.responsible_unit or _NO_UNIT


def _grouped(
    rows: Sequence[LedgerRow], name: Callable[[LedgerRow], str]
) -> dict[str, list[LedgerRow]]:
    groups: dict[str, list[LedgerRow]] = defaultdict(list)
    for row in rows:
        groups[name(row)].append(row)
    return dict(sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])))


def _list(book: Book, name: str, rows: Sequence[LedgerRow], sheet_rows: int) -> None:
    for start in range(0, max(len(rows), 1), sheet_rows):
        part = rows[start : start + sheet_rows]
        sheet = book.sheet(name, _WIDTHS, wide=True)
        sheet.header(LEDGER_HEADERS)
        sheet.native.freeze_panes(1, 4)
        sheet.native.repeat_rows(0)
        sheet.native.autofilter(0, 0, max(len(part), 1), len(LEDGER_HEADERS) - 1)
        for row in part:
            sheet.row([_cell(value) for value in _columns(row)])
        sheet.native.data_validation(
            1,
            _STATE_COLUMN,
            max(len(part), 1),
            _STATE_COLUMN,
            {
                "validate": "list",
                "source": list(STATE_NAMES.values()),
                "error_title": "状态",
                "error_message": "请从下拉列表中选择",
            },
        )


def _cell(value: str | int) -> str | int:
    return marked(value, "【", "】") if isinstance(value, str) and MARK_OPEN in value else value


def _explanation(book: Book, tally: Tally, left_out: int) -> None:
    sheet = book.sheet("说明", (26, 90))
    sheet.title(f"{tally.region_name}{tally.period.title}问题清单说明")
    sheet.skip()
    for fact in _facts(tally, left_out):
        sheet.row(fact)
    tables: tuple[tuple[tuple[str, str], tuple[tuple[str, str | int], ...]], ...] = (
        (("按问题类型", "问题数量"), tally.problems_by_type),
        (
            ("按责任单位", "问题数量"),
            tuple((one.unit or _NO_UNIT, one.count) for one in tally.problems_by_unit),
        ),
        (
            ("待定对象", "未能认定的原因"),
            tuple(
                (f"{one.name}（{one.platform}）" if one.platform else one.name, one.reason)
                for one in tally.pending
            ),
        ),
        (
            ("没有看到的", "没有人工录入的指标：未见录入按未触发计，不代表查实没有问题"),
            tuple((str(at), row) for at, row in enumerate(tally.unseen_rows, start=1)),
        ),
    )
    for head, rows in tables:
        sheet.skip()
        sheet.header(head)
        for row in rows or (("无", ""),):
            sheet.row(row)


def _facts(tally: Tally, left_out: int) -> list[tuple[str, str | int]]:
    as_of = tally.as_of.astimezone(BEIJING)
    facts: list[tuple[str, str | int]] = [
        ("编制单位", tally.issuer),
        ("统计周期", f"{tally.period.title}（{tally.period.start}至{tally.period.end}）"),
        ("监测时间点", f"{as_of:%Y-%m-%d %H:%M}（北京时间）"),
        ("指标集", f"{tally.rulebook_title}（{tally.rulebook}）"),
        ("指标集校验值（SHA-256）", tally.rulebook_sha256),
        ("问题总数", len(tally.ledger)),
        ("政府网站", _counts(tally.sites)),
        ("信息公开专栏", _counts(tally.sections)),
        ("政务新媒体", _counts(tally.accounts)),
        ("标记", "“原文片段”中疑似有误处以【】标出，箭头后是修改建议"),
        ("个人信息", "清单中的个人信息均已脱敏"),
    ]
    if left_out:
        facts.append(
            ("分单位工作表", f"责任单位过多，另有{left_out}个单位未单独成表，见“全部问题”")
        )
    return facts


def _counts(row: CountRow) -> str:
    if not row.total:
        return "本期未检查"
    return (
        f"共{row.total}个：合格{row.qualified}个，不合格{row.disqualified}个，"
        f"待定{row.pending}个，合格率{row.rate.text}"
    )
