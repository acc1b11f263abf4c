"""栏目不更新: the newest item of a column is older than its kind allows.

Why    国办秘函〔2019〕19号 第一部分“栏目不更新”: 动态、要闻类栏目2周、通知公告和政策文件类一级栏目6个月未更新,
       累计5个; 应更新但长期未更新的栏目10个. How many make a veto is the rulebook's business.
Fails  when the newest stated date is earlier than the column's window before the day of 监测时间点 (an
       item of that very day still counts), and where nothing is dated, if `undated_is_stale`.
Asks   when nothing is dated and the document does not say what that means. An empty column is
       空白栏目 and is counted there; a page of running text has no list that could age.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from checks.registry import PASSED, Saying, check, not_applicable
from core.clock import beijing_day
from core.dossier import Scene
from core.facts import ColumnPage, newest
from core.result import Outcome


@dataclass(frozen=True, slots=True)
class Params:
    """Windows in Beijing days by column kind. "policy" speaks for every level of that kind,
    "policy.1" for its first-level columns only. "cycle", where given, makes a column that has a
    cycle of its own answer for that, with so many days of grace."""

    windows: Mapping[str, int]
    undated_is_stale: bool


@check()
def column_stale(column: ColumnPage, params: Params, scene: Scene) -> tuple[Saying, ...]:
    """Judge one column."""
    window = _window(column, params.windows)
    if window is None:
        return not_applicable("该类栏目无更新时限要求")
    if not column.entries:
        return not_applicable("单页栏目" if column.has_text else "空白栏目，另行计算")
    today = beijing_day(scene.as_of)
    last = newest(column.entries, today)
    if last is None:
        outcome = Outcome.FAIL if params.undated_is_stale else Outcome.REVIEW
        return (Saying(outcome, f"“{column.name}”栏目{len(column.entries)}条信息均无有效日期"),)
    if last >= today - timedelta(days=window):
        return PASSED
    return (
        Saying(
            Outcome.FAIL,
            f"“{column.name}”栏目超过{window}天未更新",
            quotes=(f"最近一次更新：{last}",),
        ),
    )


def _window(column: ColumnPage, windows: Mapping[str, int]) -> int | None:
    if column.cycle_days is not None and "cycle" in windows:
        return column.cycle_days + windows["cycle"]
    kind = column.kind.value
    return windows.get(f"{kind}.{column.level}", windows.get(kind))
