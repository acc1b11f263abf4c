"""账号名称不一致: the name a platform shows is not the name that was registered.

Why    政务新媒体 are filed under their name; one that was renamed without a new filing cannot be found by
       the register (notices list it as 名称与备案不一致、更名未备案).
Fails  when the names differ in more than width, case or spaces.
Asks   nobody: where the platform showed no name it is not measured.
"""

from dataclasses import dataclass

from checks.media.bare import bare
from checks.registry import PASSED, Saying, check, not_applicable
from core.dossier import Scene
from core.facts import AccountState, Profile
from core.result import Outcome
from core.subject import RunState


@dataclass(frozen=True, slots=True)
class Params:
    """Nothing to set."""


@check()
def name_mismatch(profile: Profile, _: Params, scene: Scene) -> tuple[Saying, ...]:
    """Compare the shown name with the register's. The locus is the account: its address may change."""
    if profile.state is AccountState.CLOSED or scene.subject.state is not RunState.RUNNING:
        return not_applicable("账号已关停")
    if not bare(scene.subject.name):
        return not_applicable("登记表未填账号名称")
    if not bare(profile.shown_name):
        return (Saying(Outcome.UNMEASURED, "平台未显示账号名称"),)
    if bare(profile.shown_name) == bare(scene.subject.name):
        return PASSED
    return (
        Saying(
            Outcome.FAIL,
            f"账号名称为“{profile.shown_name}”，登记名称为“{scene.subject.name}”",
            scene.subject.key,
            quotes=(profile.shown_name, scene.subject.name),
        ),
    )
