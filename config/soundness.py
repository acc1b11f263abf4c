"""指标集自查: what each row must keep, whatever document it copies."""

from collections import Counter
from collections.abc import Iterable, Iterator

from config.fit import MisfitError, suggest
from core.indicator import PROBLEM_TYPES, TARGETS, Indicator, Item, JudgedBy, Kind, Rulebook
from core.subject import Platform

_CONFIDENCE = "QSCRI"
_CHARGES = frozenset({Kind.DEDUCTION, Kind.BONUS})
_MACHINE = frozenset({JudgedBy.MACHINE, JudgedBy.PERSON_CONFIRMS})


def refuse_unsound(book: Rulebook, where: str) -> None:
    """Raise MisfitError for the first thing that cannot be meant."""
    for why in (*_of_head(book), *_of_items(book)):
        raise MisfitError(f"{where} {why}")
    items = {item.id: item for item in book.items}
    for row in book.indicators:
        for why in _of_row(row, items):
            raise MisfitError(f"{where}，指标 {row.id}：{why}")


def _of_head(book: Rulebook) -> Iterator[str]:
    if not 0 <= book.pass_at <= book.bonus_at <= book.baseline:
        yield "[set]：应有 0 ≤ pass_at ≤ bonus_at ≤ baseline"
    if book.bonus_max < 0:
        yield "[set]：bonus_max 不能为负"
    yield from _unknown("[set]：scored", book.scored, TARGETS)
    parts = {item.part for item in book.items}
    yield from _unknown("[set]：waivable", book.waivable, parts)
    named = [one for platforms in book.platform_groups.values() for one in platforms]
    yield from _unknown("[set]：platform_groups", named, set(Platform))
    for platform, times in Counter(named).items():
        if times > 1:
            yield f"[set]：platform_groups 中 {platform} 归入了不止一类"


def _of_items(book: Rulebook) -> Iterator[str]:
    for item in book.items:
        if item.cap <= 0:
            yield f"，项 {item.id}：分值 cap 应大于 0"
        if item.confidence not in tuple(_CONFIDENCE):
            yield f"，项 {item.id}：confidence 只能是 {'、'.join(_CONFIDENCE)}"


def _of_row(row: Indicator, items: dict[str, Item]) -> Iterator[str]:
    yield from _unknown("applies_to", row.applies_to, TARGETS)
    if not row.applies_to:
        yield "applies_to 为空，不适用于任何对象"
    yield from _unknown("platforms", row.platforms, set(Platform))
    yield from _unknown("codes", row.codes, PROBLEM_TYPES)
    if row.confidence not in tuple(_CONFIDENCE):
        yield f"confidence 只能是 {'、'.join(_CONFIDENCE)}"
    if row.trips_at < 1:
        yield "trips_at 至少为 1"
    if bool(row.checks) != (row.judged_by in _MACHINE):
        yield (
            "由人工或台账判定的指标不能列检查项"
            if row.checks
            else "由系统判定的指标必须列出检查项（checks）"
        )
    if row.item and row.item not in items:
        yield f"item 所指的项“{row.item}”不存在{suggest(row.item, items)}"
    if (row.kind is Kind.DEDUCTION) != bool(row.item):
        yield "扣分指标必须写明所属的项（item），其他指标不写"
    if row.points_each < 0 or row.cap < 0:
        yield "points_each 与 cap 不能为负"
    if (row.kind in _CHARGES) != (row.points_each > 0 and row.cap > 0):
        yield "扣分、加分指标的 points_each 与 cap 应大于 0，其他指标应为 0"
    if row.item in items and row.cap > items[row.item].cap:
        yield f"cap 超过了所属项的分值 {items[row.item].cap}"


def _unknown(what: str, words: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    names = {str(one) for one in known}
    for word in words:
        if word not in names:
            yield f"{what} 中的“{word}”无法识别{suggest(word, names)}"
