"""同一平台多个账号: one unit runs more than one account on one platform.

Why    国办发〔2018〕123号: 一个单位原则上在同一第三方平台只开设一个政务新媒体账号.
Fails  when the register names more than `most` running accounts of the sponsor on the platform.
Asks   nobody.
"""

from dataclasses import dataclass

from checks.registry import PASSED, Saying, check, not_applicable
from core.dossier import Scene
from core.facts import Filing
from core.result import Outcome
from core.subject import PLATFORM_NAMES, Account, RunState


@dataclass(frozen=True, slots=True)
class Params:
    """How many accounts on one platform are still right."""

    most: int


@check()
def several_accounts_on_one_platform(
    filing: Filing, params: Params, scene: Scene
) -> tuple[Saying, ...]:
    """Told of each of them: the office decides which one stays."""
    account = scene.subject
    if not isinstance(account, Account) or account.state is not RunState.RUNNING:
        return not_applicable("账号已关停")
    if len(filing.siblings) + 1 <= params.most:
        return PASSED
    others = "、".join(filing.siblings)
    told = f"“{account.sponsor}”在{PLATFORM_NAMES[account.platform]}另有：{others}"
    return (Saying(Outcome.FAIL, told, account.key, quotes=filing.siblings),)
