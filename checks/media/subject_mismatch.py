"""认证主体不一致: the platform certifies the account for somebody else than the register says.

Why    notices list 主体与开办单位不一致 (渭南2020年第四季度).
Fails  when the certified subject is not the registered one. The register's 认证主体 is compared, else its 主办单位.
Asks   when the register names only a sponsor and the two names share a part: an office certifies under its
       parent's name. Where the platform shows no subject it is not measured.
"""

from dataclasses import dataclass

from checks.media.bare import bare
from checks.registry import PASSED, Saying, check, not_applicable
from core.dossier import Scene
from core.facts import AccountState, Profile
from core.result import Outcome
from core.subject import Account, RunState


@dataclass(frozen=True, slots=True)
class Params:
    """Nothing to set."""


@check()
def subject_mismatch(profile: Profile, _: Params, scene: Scene) -> tuple[Saying, ...]:
    """The locus is the account: its address may change."""
    account = scene.subject
    if account.state is not RunState.RUNNING or profile.state is AccountState.CLOSED:
        return not_applicable("账号已关停")
    stated = account.verified_subject if isinstance(account, Account) else ""
    registered = stated or account.sponsor
    if not bare(registered):
        return not_applicable("登记表未填认证主体和主办单位")
    shown, wanted = bare(profile.verified_subject), bare(registered)
    if not shown:
        return (Saying(Outcome.UNMEASURED, "平台未显示认证主体"),)
    if shown == wanted:
        return PASSED
    related = not stated and (shown in wanted or wanted in shown)
    return (
        Saying(
            Outcome.REVIEW if related else Outcome.FAIL,
            f"认证主体为“{profile.verified_subject}”，登记为“{registered}”",
            account.key,
            quotes=(profile.verified_subject, registered),
        ),
    )
