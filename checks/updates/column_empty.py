"""空白栏目: a column that holds neither a line nor a text.

Why    国办秘函〔2019〕19号 第一部分“栏目不更新”: 空白栏目数量超过（含）5个, 即单项否决.
Fails  when the list page was read and has no item, and no running text stands in its place.
Asks   nobody: a list that scripts had yet to write is a gap, not an empty column.
"""

from dataclasses import dataclass

from checks.registry import PASSED, Saying, check, not_applicable
from core.dossier import Scene
from core.facts import ColumnPage
from core.result import Outcome


@dataclass(frozen=True, slots=True)
class Params:
    """Which kinds of column the row speaks of; empty: every kind."""

    kinds: tuple[str, ...]


@check()
def column_empty(column: ColumnPage, params: Params, _: Scene) -> tuple[Saying, ...]:
    """Judge one column."""
    if params.kinds and column.kind not in params.kinds:
        return not_applicable("非本项所指栏目")
    if column.entries or column.has_text:
        return PASSED
    return (Saying(Outcome.FAIL, f"“{column.name}”栏目为空白栏目"),)
