"""更新频率不足: in a whole week the account published less often than its platform asks.

Why    通报（开封2024年第一季度）列“一周未更新两次”的微信、微博和“一周未更新一次”的抖音, as problems, not as failures;
       other places ask for other numbers (夏邑2022: 3 a week, 站前区2022: 1 a week).
Fails  when in an ISO week that lies wholly inside the last `window_days` days fewer than `per_week` updates
       were published. With `distinct_events` what went out in one push counts once (一次推送多篇按一次计).
Asks   when some post has no day, or one that had not come when it was seen; when days alone cannot tell
       one push from several.
       A week that no look reached back over is not measured.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from checks.media.reach import day_of, misdated, reached
from checks.registry import PASSED, Saying, check, not_applicable
from core.clock import beijing_day
from core.dossier import Scene
from core.facts import Feed, Post, Precision
from core.result import Outcome
from core.subject import Account, RunState

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Params:
    """`per_week` updates in each ISO week (Monday to Sunday, Beijing) of the last `window_days` days."""

    per_week: int
    window_days: int
    distinct_events: bool


@check(version=2)
def account_below_frequency(
    feeds: tuple[Feed, ...], params: Params, scene: Scene
) -> tuple[Saying, ...]:
    """Week by week; the locus is the account, so that a standing fault stays one finding."""
    account = scene.subject
    if account.state is not RunState.RUNNING:
        return not_applicable("账号已关停")
    weeks = _whole_weeks(beijing_day(scene.as_of), params.window_days)
    if isinstance(account, Account) and account.opened:
        weeks = [monday for monday in weeks if monday >= account.opened]
    if not weeks:
        return not_applicable("监测期内没有完整的一周")
    posts = tuple({(p.id, p.url): p for feed in feeds for p in feed.posts}.values())
    first = reached(feeds)
    undated = misdated(feeds) or any(day_of(p) is None for p in posts)
    short, unsure, unseen = [], False, False
    for monday in weeks:
        inside = [p for p in posts if (day := day_of(p)) and monday <= day < monday + _WEEK]
        updates, at_most = _updates(inside, distinct=params.distinct_events)
        if updates >= params.per_week:
            continue
        if first is None or first > monday:
            unseen = True
        elif at_most >= params.per_week or undated:
            unsure = True
        else:
            short.append((monday, updates))
    if short:
        return (_told(short, params.per_week, scene),)
    if unsure:
        return (Saying(Outcome.REVIEW, "部分内容的发布时间不详，无法按周统计更新次数"),)
    if unseen:
        return (Saying(Outcome.UNMEASURED, "取得的发布内容没有覆盖整个监测期"),)
    return PASSED


def _whole_weeks(today: date, window_days: int) -> list[date]:
    """Mondays of the ISO weeks that lie wholly inside the window; today itself is not over yet."""
    opens = today - timedelta(days=window_days)
    monday = opens + timedelta(days=-opens.weekday() % 7)
    weeks = []
    while monday + _WEEK <= today:
        weeks.append(monday)
        monday += _WEEK
    return weeks


def _updates(posts: list[Post], *, distinct: bool) -> tuple[int, int]:
    """Updates for certain, and at most: a day alone hides how many pushes there were."""
    if not distinct:
        return len(posts), len(posts)
    moments = {
        (p.published.at.replace(second=0, microsecond=0), p.published.precision)
        for p in posts
        if p.published
    }
    return len(moments), len(posts) if any(k is Precision.DAY for _, k in moments) else len(moments)


def _told(short: list[tuple[date, int]], per_week: int, scene: Scene) -> Saying:
    lines = tuple(
        f"{monday}至{monday + timedelta(days=6)}：更新{updates}次" for monday, updates in short
    )
    message = f"有{len(short)}周更新少于{per_week}次"
    return Saying(Outcome.FAIL, message, scene.subject.key, quotes=lines)
