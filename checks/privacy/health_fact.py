"""公开病情孕情: an illness, a disability or a pregnancy is said of a person by name.

Why    云南省政府办公厅2017年通知 lists 病历（病因）、身体缺陷（残疾类别）、计生措施、孕情; 个人信息保护法 第二十八条
       calls 医疗健康 sensitive.
Fails  when a sentence or a row ties it to an unmasked name. Said in general, or of 李某, it is no leak.
Asks   nobody.
"""

from dataclasses import dataclass

from checks.privacy.leak import LeakType
from checks.privacy.telling import leaks_of, tell
from checks.registry import Saying, check
from core.dossier import Scene
from core.facts import PageText


@dataclass(frozen=True, slots=True)
class Params:
    """Nothing to set."""


@check()
def health_fact(page: PageText, _: Params, scene: Scene) -> tuple[Saying, ...]:
    """One finding a page or attachment."""
    return tell(page, scene, leaks_of(page, scene, LeakType.MEDICAL))
