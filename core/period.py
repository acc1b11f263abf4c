"""周期: a free window with a label. "2024Q1" of 开封 ran from 27 November to 25 February."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

from core.clock import beijing_day


@dataclass(frozen=True, slots=True)
class Period:
    """Both days belong to it."""

    label: str
    start: date
    end: date

    def __post_init__(self) -> None:
        """It must not end before it starts."""
        if self.end < self.start:
            raise ValueError(f"周期“{self.label}”的结束日期 {self.end} 早于开始日期 {self.start}")

    def holds(self, moment: datetime | date) -> bool:
        """Whether a moment (its Beijing day) or a day lies inside."""
        day = beijing_day(moment) if isinstance(moment, datetime) else moment
        return self.start <= day <= self.end

    @property
    def title(self) -> str:
        """As a notice names it: 2024年第一季度; a free label as it stands."""
        if found := _QUARTER.fullmatch(self.label):
            return f"{found[1]}年第{'一二三四'[int(found[2]) - 1]}季度"
        if found := _MONTH.fullmatch(self.label):
            return f"{found[1]}年{int(found[2])}月"
        return self.label


_QUARTER = re.compile(r"(\d{4})[Qq]([1-4])")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_WINDOW = re.compile(r"(?:(.+)=)?(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})")


def parse_period(text: str) -> Period:
    """Read 2024Q1, 2024-03, 2024-01-28..2024-03-31 or 2022Q1=2022-01-28..2022-03-31.

    Raises ValueError with a Chinese sentence.
    """
    text = text.strip()
    if found := _QUARTER.fullmatch(text):
        year, quarter = int(found[1]), int(found[2])
        last = quarter * 3
        return Period(
            text.upper(), date(year, last - 2, 1), date(year, last, monthrange(year, last)[1])
        )
    if (found := _MONTH.fullmatch(text)) and 1 <= int(found[2]) <= 12:  # noqa: PLR2004
        year, month = int(found[1]), int(found[2])
        return Period(text, date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    if found := _WINDOW.fullmatch(text):
        start, end = date.fromisoformat(found[2]), date.fromisoformat(found[3])
        return Period(found[1] or f"{start}至{end}", start, end)
    raise ValueError(
        f"看不懂周期“{text}”。可写成：2024Q1、2024-03、2024-01-28..2024-03-31，"
        "或 2022Q1=2022-01-28..2022-03-31"
    )
