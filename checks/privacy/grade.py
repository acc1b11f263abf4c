"""What a page's leaks amount to: counted as 起, 人 and 条, and on five levels.

The levels follow 法释〔2017〕10号 第五条 (50, 500, 5,000 条) and the province's type list; they are this
project's proposal, no law's. People are told apart by a keyed digest, never by a name or number in clear.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum

from checks.privacy.leak import Leak, LeakType, Severity


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
class Count:
    """起: published items; 人: people; 条: fields."""

    items: int
    people: int
    fields: int


_PAPERS = frozenset({LeakType.ID, LeakType.BANK, LeakType.PASSPORT})
_GRAVE = frozenset({LeakType.ID, LeakType.BANK})
_LIGHT = frozenset({LeakType.MOBILE, LeakType.EMAIL, LeakType.PLATE, LeakType.IM})
_MANY, _MASSES, _SICK, _SEVERAL = 50, 500, 50, 5


def count(leaks: Collection[Leak], key: bytes) -> Count:
    """One page's leaks. `key` is kept outside the database."""
    return Count(1 if leaks else 0, len(_people(leaks, key)), sum(leak.count for leak in leaks))


def level_of(
    leaks: Collection[Leak],
    *,
    vulnerable: bool = False,
    statutory: bool = False,
    days_online: int = 0,
) -> Level | None:
    """The level of one page, None without leaks. `vulnerable`: 低保、残疾、精神、艾滋、妇幼 are whom it
    lists; `statutory`: a section in which publishing is a duty; both move it by one."""
    sure = [leak for leak in leaks if leak.severity >= Severity.HIGH]
    if not leaks:
        return None
    level = _plain_level(leaks, sure)
    raised = any(leak.hidden for leak in sure) or vulnerable or days_online > _YEAR
    moved = level + (1 if raised and sure else 0) - (1 if statutory else 0)
    return Level(min(Level.EXTREME, max(Level.HINT, moved)))


_YEAR = 365


def _plain_level(leaks: Collection[Leak], sure: Collection[Leak]) -> Level:
    with_papers = _named(sure, _GRAVE)
    sick = _named(sure, {LeakType.MEDICAL})
    joined = _joined(sure)
    if with_papers >= _MASSES or (sick >= _SICK and with_papers):
        return Level.EXTREME
    if with_papers >= _MANY or joined >= _SEVERAL or sick:
        return Level.SEVERE
    if any(leak.type in _PAPERS | {LeakType.ADDR, LeakType.SOCIAL} for leak in sure):
        return Level.MAJOR
    if sure or any(leak.severity is Severity.SUSPECT or leak.type in _LIGHT for leak in leaks):
        duty = all(leak.severity is Severity.LOW for leak in leaks)
        return Level.HINT if duty and not _private(leaks) else Level.MINOR
    return Level.HINT


def _private(leaks: Collection[Leak]) -> bool:
    """Plates, mailboxes and chat names are graded low one by one, and are a citizen's all the same."""
    return any(leak.type in _LIGHT - {LeakType.MOBILE} for leak in leaks)


def _named(leaks: Collection[Leak], kinds: Collection[LeakType]) -> int:
    """How many people: by distinct values of the kind that most has."""
    return max(
        (len({leak.clear for leak in leaks if leak.type is kind}) for kind in kinds), default=0
    )


def _joined(leaks: Collection[Leak]) -> int:
    """People with an identity number and an account, phone or address beside it."""
    ids = {leak.linked_to for leak in leaks if leak.type is LeakType.ID and leak.linked_to}
    more = {LeakType.BANK, LeakType.MOBILE, LeakType.ADDR}
    others = {leak.linked_to for leak in leaks if leak.type in more and leak.linked_to}
    return len(ids & others)


def _people(leaks: Collection[Leak], key: bytes) -> set[str]:
    """Digests: of the identity number where there is one, else of the name, else of the value."""
    by_name = {
        leak.linked_to: leak.clear.mac(key)
        for leak in leaks
        if leak.type is LeakType.ID and leak.linked_to and leak.clear
    }
    people = set()
    for leak in leaks:
        if leak.linked_to in by_name:
            people.add(by_name[leak.linked_to])
        elif leak.linked_to:
            people.add(leak.linked_to)
        elif leak.clear is not None:
            people.add(leak.clear.mac(key))
    return people
