"""实已关停未备案: the account is gone from its platform, and the register still calls it running.

Why    通报（云南2020年第二季度、中山2020年第二季度）: closed without being reported.
Fails  when the platform itself says that the account is closed or does not exist.
Asks   nobody: a page that did not open is not measured.
"""

from dataclasses import dataclass

from checks.registry import PASSED, Saying, check, not_applicable
from core.dossier import Scene
from core.facts import AccountState, Profile
from core.result import Outcome
from core.subject import RunState


@dataclass(frozen=True, slots=True)
class Params:
    """Nothing to set."""


@check()
def closure_unfiled(profile: Profile, _: Params, scene: Scene) -> tuple[Saying, ...]:
    """Only of accounts that the register calls running."""
    account = scene.subject
    if account.state is not RunState.RUNNING:
        return not_applicable("登记为已关停")
    if profile.state is AccountState.LIVE:
        return PASSED
    if profile.state is AccountState.CLOSED:
        return (Saying(Outcome.FAIL, "平台显示账号已关停，登记仍为正常运行", account.key),)
    return (Saying(Outcome.UNMEASURED, "无法确认账号是否仍在"),)
