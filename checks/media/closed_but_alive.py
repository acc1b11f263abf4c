"""备案关停实未关停: the register says closed or deregistered, and the account lives.

Why    通报（云南2020年第二季度）: accounts filed as closed that could still be found on 企鹅号, 人民号, 百家号.
Fails  when the platform shows the account as living.
Asks   when only a 订阅源 still answers: a bridge keeps what it once fetched. What could not be seen is not
       measured.
"""

from dataclasses import dataclass

from checks.registry import PASSED, Saying, check, not_applicable
from core.dossier import Scene
from core.facts import AccountState, Profile
from core.result import Outcome
from core.subject import RunState

_GONE = (RunState.CLOSED, RunState.DEREGISTERED)


@dataclass(frozen=True, slots=True)
class Params:
    """Nothing to set."""


@check(version=2)
def closed_but_alive(profile: Profile, _: Params, scene: Scene) -> tuple[Saying, ...]:
    """Only of accounts that the register calls closed."""
    account = scene.subject
    if account.state not in _GONE:
        return not_applicable("登记为正常运行")
    if profile.state is AccountState.CLOSED:
        return PASSED
    if profile.state is AccountState.LIVE:
        if profile.quality == "feed":
            told = "已登记关停或注销，订阅源仍有该账号，请打开平台核对"
            return (Saying(Outcome.REVIEW, told, account.key, quotes=(profile.shown_name,)),)
        told = "已登记关停或注销，平台上仍可访问"
        return (Saying(Outcome.FAIL, told, account.key, quotes=(profile.shown_name,)),)
    return (Saying(Outcome.UNMEASURED, "无法确认账号是否仍在"),)
