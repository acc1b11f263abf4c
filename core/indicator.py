"""指标: one row of the official document, in its own words, and the book that holds the rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """指标类型."""

    VETO = "veto"  # 单项否决
    DEDUCTION = "deduction"  # 扣分
    BONUS = "bonus"  # 加分
    PROBLEM = "problem"  # 存在问题：列入名单，不影响合格
    ADVICE = "advice"  # 提示


KIND_NAMES: dict[Kind, str] = {
    Kind.VETO: "单项否决",
    Kind.DEDUCTION: "扣分",
    Kind.BONUS: "加分",
    Kind.PROBLEM: "存在问题",
    Kind.ADVICE: "提示",
}


class JudgedBy(StrEnum):
    """由谁判定."""

    MACHINE = "machine"  # 系统直接判定
    PERSON_CONFIRMS = "person_confirms"  # 系统提出，人工确认后生效
    PERSON = "person"  # 人工判定，录入
    IMPORT = "import"  # 由台账导入


class Reads(StrEnum):
    """What an unmeasured thing means for the row."""

    ALL = "all"  # every one must be known: columns, probes, feeds
    SAMPLE = "sample"  # pages: the row is about those that were read; gaps are reported as coverage


class WhenUnseen(StrEnum):
    """What the row says where nobody has looked at all."""

    OPEN = "open"  # 待定
    CLEAR = "clear"  # 未见录入即视为未触发，通报中注明


@dataclass(frozen=True, slots=True)
class Item:
    """扣分项: what its rows may cost together (单项扣分不超过该项分值)."""

    id: str
    part: str  # 发布解读 …
    title: str
    cap: Decimal
    confidence: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row. No default stands for a number of the law: the loader refuses a missing key."""

    id: str
    kind: Kind
    title: str
    text: str  # the document's words, in short
    clause: str
    applies_to: tuple[str, ...]  # site, portal, section, account, app
    platforms: tuple[str, ...]  # empty: every platform
    checks: Mapping[str, Mapping[str, object]] = field(hash=False)  # check id -> its params
    trips_at: int  # how many FAILs trip it
    points_each: Decimal
    cap: Decimal
    item: str  # Item.id, "" for rows that belong to none
    judged_by: JudgedBy
    reads: Reads
    when_unseen: WhenUnseen
    codes: tuple[str, ...]  # P01-P34
    confidence: str  # Q S C R I
    verified: bool


@dataclass(frozen=True, slots=True)
class Rulebook:
    """指标集: one document. A stored verdict carries `id` and `sha256`."""

    id: str
    title: str
    source: str
    sha256: str
    baseline: Decimal
    pass_at: Decimal  # below: 不合格
    bonus_at: Decimal  # above: 加分 counts
    bonus_max: Decimal
    items: tuple[Item, ...]
    indicators: tuple[Indicator, ...]
