"""公开手机号: a citizen's mobile number stands in a published text.

Why    云南省政府办公厅2017年通知 lists 联系方式; notices count 手机号 in lists
       (腾冲2024年第二季度、永安2022年第四季度).
Fails  when a mobile number stands by a citizen: in a list of people, behind 申请人, 户主, 患者 and the like.
       A number of somebody on duty (值班, 联系人, 护林员 …) counts only if `duty_counts`.
Asks   when letters stand for some of its digits, as an OCR leaves them.
"""

from dataclasses import dataclass

from checks.privacy.leak import LeakType, Severity
from checks.privacy.telling import leaks_of, tell
from checks.registry import Saying, check
from core.dossier import Scene
from core.facts import PageText


@dataclass(frozen=True, slots=True)
class Params:
    """Some offices count staff's mobiles in duty lists as leaks (永安2022), most do not."""

    duty_counts: bool


@check()
def phone_number(page: PageText, params: Params, scene: Scene) -> tuple[Saying, ...]:
    """One finding a page or attachment."""
    found = leaks_of(page, scene, LeakType.MOBILE)
    if params.duty_counts:
        return tell(page, scene, found, Severity.LOW)
    return tell(page, scene, (leak for leak in found if leak.severity > Severity.LOW))
