"""首页不更新: no item on the home page is dated inside the window.

Why    国办秘函〔2019〕19号 第一部分“首页不更新”: 监测2周，首页无信息更新, 即单项否决.
Fails  when the newest stated date is earlier than `window_days` before the day of 监测时间点 (an item of
       that very day still counts), and where nothing is dated, if `undated_is_stale`.
Asks   when no line could be read at all; when nothing is dated and the document does not say what that
       means. A home page that is only a way in (首页仅为栏目导航入口) is judged by the lines of its
       second-level pages, which the crawler puts in its place.
"""

from dataclasses import dataclass
from datetime import timedelta

from checks.registry import PASSED, Saying, check
from core.clock import beijing_day
from core.dossier import Scene
from core.facts import HomePage, newest
from core.result import Outcome


@dataclass(frozen=True, slots=True)
class Params:
    """`window_days` in Beijing days."""

    window_days: int
    undated_is_stale: bool


@check()
def homepage_stale(home: HomePage, params: Params, scene: Scene) -> tuple[Saying, ...]:
    """Hold the newest date against the window. The locus is the site: its home may change address."""
    today = beijing_day(scene.as_of)
    locus = scene.subject.key
    if not home.entries:
        why = "首页仅为导航入口，二级页面未能读取" if home.nav_only else "首页未读到任何信息条目"
        return (Saying(Outcome.REVIEW, why, locus),)
    last = newest(home.entries, today)
    if last is None:
        outcome = Outcome.FAIL if params.undated_is_stale else Outcome.REVIEW
        return (Saying(outcome, f"首页{len(home.entries)}条信息均无有效日期", locus),)
    if last >= today - timedelta(days=params.window_days):
        return PASSED
    return (
        Saying(
            Outcome.FAIL,
            f"监测时间点前{params.window_days}天内首页无信息更新",
            locus,
            quotes=(f"最近一次更新：{last}",),
        ),
    )
