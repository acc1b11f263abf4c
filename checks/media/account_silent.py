"""账号不更新: an account has published nothing in the weeks before the monitoring point.

Why    国办秘函〔2019〕19号 政务新媒体单项否决: 监测时间点前2周内无更新.
Fails  when a look that reached back over the whole window found every post older than `window_days`
       before the day of 监测时间点 (a post of that very day still counts).
Asks   when only part of what was published could be seen, or posts state no day or one that had not come
       when they were seen. Where nothing could be seen it is not measured: no data is never silence.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from checks.media.reach import day_of, misdated
from checks.registry import PASSED, Saying, check, not_applicable
from core.clock import beijing_day
from core.dossier import Scene
from core.facts import Feed, Post, Precision
from core.result import Outcome
from core.subject import Account, RunState


@dataclass(frozen=True, slots=True)
class Params:
    """`window_days` in Beijing days."""

    window_days: int


@check(version=2)
def account_silent(feeds: tuple[Feed, ...], params: Params, scene: Scene) -> tuple[Saying, ...]:
    """The newest post of all ways of looking decides, wherever it is pinned."""
    if scene.subject.state is not RunState.RUNNING:
        return not_applicable("账号已关停")
    today = beijing_day(scene.as_of)
    opens = today - timedelta(days=params.window_days)
    posts = [post for feed in feeds for post in feed.posts]
    days = [day for post in posts if (day := day_of(post)) and day <= today]
    last = max(days, default=None)
    if last is not None and last >= opens:
        return PASSED
    subject = scene.subject
    if isinstance(subject, Account) and subject.opened and subject.opened > opens:
        return not_applicable(f"{subject.opened}开设，未满{params.window_days}天")
    if any(_may_be_inside(post, opens) for post in posts):
        return (Saying(Outcome.REVIEW, "部分内容未注明发布日期，无法判断是否更新"),)
    if misdated(feeds):
        return (Saying(Outcome.REVIEW, "部分内容的发布日期晚于取得日期，无法判断是否更新"),)
    told = (f"最近一次更新：{last}",) if last else ()
    if any(_reaches(feed, opens) for feed in feeds):
        return (Saying(Outcome.FAIL, f"监测时间点前{params.window_days}天内无更新", quotes=told),)
    if any(not post.pinned for post in posts):
        return (
            Saying(Outcome.REVIEW, "只取得部分发布内容，其中无近期更新，需人工核对", quotes=told),
        )
    return (Saying(Outcome.UNMEASURED, "未取得足以判断的发布内容"),)


def _may_be_inside(post: Post, opens: date) -> bool:
    stamp = post.published
    if stamp is None:
        return True
    month = (stamp.day.year, stamp.day.month)
    return stamp.precision is Precision.MONTH and month >= (opens.year, opens.month)


def _reaches(feed: Feed, opens: date) -> bool:
    return feed.complete and (feed.since is None or beijing_day(feed.since) <= opens)
