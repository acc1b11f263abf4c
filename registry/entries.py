"""Rows of a sheet of 人工核查结果: what an office found for rows of the rulebook that people judge."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from core.indicator import Indicator
from core.period import parse_period
from core.subject import Account, Subject
from core.verdict import Entry
from registry import cells
from registry.build import BadRowError, needed, read, word
from registry.cells import text
from registry.rows import Row
from registry.vocabulary import plain


@dataclass(frozen=True, slots=True)
class Entering:
    """Whom and which rows a sheet can speak of, and who says so when."""

    subjects: Sequence[Subject]
    rows: Mapping[str, Indicator]
    applies: Callable[[Indicator, Subject], bool]
    by: str
    at: datetime

    def entry(self, row: Row) -> Entry:
        """One row of the sheet; BadRowError where it names nothing that we know."""
        subject = self._subject(row)
        indicator = self._indicator(row)
        if not self.applies(indicator, subject):
            raise BadRowError("indicator", f"“{indicator.title}”不适用于这个对象")
        try:
            period = parse_period(text(row.cells.get("period")))
        except ValueError as wrong:
            raise BadRowError("period", str(wrong)) from wrong
        reason = read(row, "reason", cells.long_text)
        entry = Entry(
            subject.key,
            indicator.id,
            _count(row),
            self.by,
            self.at,
            reason,
            _points(row),
            read(row, "url", cells.url) if text(row.cells.get("url")) else "",
            period,
        )
        if wrong_points := misfit(entry, indicator):
            raise BadRowError("points", wrong_points)
        return entry

    def _subject(self, row: Row) -> Subject:
        name = needed(row, "name")
        if text(row.cells.get("code")):
            code = read(row, "code", cells.code)
            for one in self.subjects:
                if not isinstance(one, Account) and one.code == code:
                    return one
            raise BadRowError("code", "名录里没有这个标识码")
        platform = word(row, "platform", "platform")
        found = [
            one
            for one in self.subjects
            if plain(one.name) == plain(name)
            and (platform is None or (isinstance(one, Account) and one.platform.value == platform))
        ]
        if not found:
            raise BadRowError("name", "名录里没有这个对象")
        if len(found) > 1:
            raise BadRowError("name", "有几个同名对象，请填标识码或平台类型")
        return found[0]

    def _indicator(self, row: Row) -> Indicator:
        name = text(row.cells.get("indicator")).upper()
        if name not in self.rows:
            raise BadRowError("indicator", "指标集里没有这一行，编号见 docs/indicators.md")
        if self.rows[name].checks:
            raise BadRowError("indicator", "这一行由系统检查，请对具体问题作复核结论")
        return self.rows[name]


def misfit(entry: Entry, row: Indicator) -> str:
    """Why an amount does not fit its row; "" where it does."""
    if entry.points is None:
        return ""
    if not row.cap:
        return "这一行不计分值，请留空"
    if entry.points > row.cap:
        return f"超过这一行的最高分值 {row.cap}"
    return "没有发现问题（0 处）就没有分值" if not entry.count and entry.points else ""


def _count(row: Row) -> int:
    found = plain(text(row.cells.get("found"))).removesuffix("处").removesuffix("个")
    if not re.fullmatch(r"[0-9]{1,6}", found):
        raise BadRowError("found", "应填 0 或正整数（0 表示查过，没有问题）")
    return int(found)


def _points(row: Row) -> Decimal | None:
    found = plain(text(row.cells.get("points"))).removesuffix("分").lstrip("-+")
    if not found:
        return None
    try:
        points = Decimal(found)
    except InvalidOperation as wrong:
        raise BadRowError("points", "不是分值") from wrong
    if not points.is_finite():
        raise BadRowError("points", "不是分值")
    return points
