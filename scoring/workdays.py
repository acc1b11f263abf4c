"""工作日: a deadline in working days, by the State Council's yearly arrangement.

The arrangement of a year is published in October or November before it. For a year that nobody has
told us about, weekends and 1 January are taken as the only days off, and the deadline says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Deadline:
    """`note` is empty where every day on the way was known."""

    day: date
    note: str

    @property
    def text(self) -> str:
        """As a ledger prints it."""
        return f"{self.day}（{self.note}）" if self.note else f"{self.day}"


def deadline(start: date, days: int, known: Mapping[date, bool] | None = None) -> Deadline:
    """The last of `days` working days after `start`; the day itself does not count.

    `known` is the office's own 节假日 table: day -> whether it is worked. It goes before ours.
    """
    day, left = start, days
    guessed: set[int] = set()
    while left:
        day += timedelta(days=1)
        worked, sure = is_workday(day, known or {})
        if not sure:
            guessed.add(day.year)
        left -= worked
    years = "、".join(f"{year}年" for year in sorted(guessed))
    return Deadline(day, f"{years}放假安排未收录，按周末推算" if guessed else "")


def is_workday(day: date, known: Mapping[date, bool]) -> tuple[bool, bool]:
    """Whether it is worked, and whether that is known rather than guessed."""
    if day in known:
        return known[day], True
    try:
        return chinese_calendar.is_workday(day), True
    except NotImplementedError:
        told = any(one.year == day.year for one in known)
        return day.weekday() < _SATURDAY and (day.month, day.day) != (1, 1), told
