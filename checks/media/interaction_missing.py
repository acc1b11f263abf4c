"""未提供有效互动功能: the account answers in no way: no menu, no comments, no automatic reply.

Why    国办秘函〔2019〕19号 政务新媒体单项否决: 没有提供有效的互动功能 (常德2020、宝鸡2024、青海2020).
Fails  when all three ways were looked at and none is there.
Asks   when menus and replies are not there and comments are unknown: a person opens the account once.
"""

from dataclasses import dataclass

from checks.registry import PASSED, Saying, check
from core.dossier import Scene
from core.facts import Interaction
from core.result import Outcome


@dataclass(frozen=True, slots=True)
class Params:
    """Nothing to set."""


@check()
def interaction_missing(seen: Interaction, _: Params, scene: Scene) -> tuple[Saying, ...]:
    """One way in is enough."""
    if seen.menus or seen.comments_open or seen.auto_reply or seen.downloads:
        return PASSED
    key = scene.subject.key
    if seen.menus == () and seen.comments_open is False and seen.auto_reply is False:
        return (Saying(Outcome.FAIL, "没有菜单、不能留言、没有自动回复", key),)
    if seen.menus == () and seen.auto_reply is False:
        return (Saying(Outcome.REVIEW, "没有菜单和自动回复，能否留言需人工核对", key),)
    return (Saying(Outcome.UNMEASURED, "未取得足以判断的互动信息"),)
