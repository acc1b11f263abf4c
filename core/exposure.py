"""泄露规模: how much a published item, a county or a unit leaked. 起: items; 人: people; 条: fields.

The levels follow 法释〔2017〕10号 第五条 (50, 500, 5,000 条) and a province's type list; they are this
project's proposal, no law's.
"""

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """泄露等级."""

    HINT = 1  # 提示
    MINOR = 2  # 一般
    MAJOR = 3  # 较重
    SEVERE = 4  # 严重
    EXTREME = 5  # 特别严重


LEVEL_NAMES: dict[Level, str] = {
    Level.HINT: "提示",
    Level.MINOR: "一般",
    Level.MAJOR: "较重",
    Level.SEVERE: "严重",
    Level.EXTREME: "特别严重",
}


@dataclass(frozen=True, slots=True)
class Exposure:
    """One item's. `keys` are keyed digests that tell people apart across items; of a long list only
    the first ones are kept, `people` counts all."""

    level: Level
    people: int
    fields: int
    keys: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """严重，3人6条."""
        return f"{LEVEL_NAMES[self.level]}，{self.people}人{self.fields}条"


@dataclass(frozen=True, slots=True)
class ExposureRow:
    """One line of a count, from the first day of the year to the last of the period.

    `fresh` items were first seen in the period; `waiting` ones no person has confirmed, and they are in
    no other number. `levels` are items from 特别严重 down to 提示.
    """

    label: str
    fresh: int
    items: int
    people: int
    fields: int
    levels: tuple[int, ...]
    waiting: int
