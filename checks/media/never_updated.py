"""账号从未更新: the platform itself says that nothing was ever published.

Why    通报（云南2020年第二季度）点名“开通后从未更新”的账号; an empty account is no account.
Fails  when a look that saw everything found no post at all.
Asks   nobody: an empty answer that does not say that it is all there is, is not measured.
"""

from dataclasses import dataclass

from checks.registry import PASSED, Saying, check, not_applicable
from core.dossier import Scene
from core.facts import Feed
from core.result import Outcome
from core.subject import RunState


@dataclass(frozen=True, slots=True)
class Params:
    """Nothing to set."""


@check()
def never_updated(feeds: tuple[Feed, ...], _: Params, scene: Scene) -> tuple[Saying, ...]:
    """One post of any age and any way of looking clears it."""
    if scene.subject.state is not RunState.RUNNING:
        return not_applicable("账号已关停")
    if any(feed.posts for feed in feeds):
        return PASSED
    if any(feed.complete and feed.since is None for feed in feeds):
        return (Saying(Outcome.FAIL, "开设以来从未发布内容", scene.subject.key),)
    return (Saying(Outcome.UNMEASURED, "未取得发布内容"),)
