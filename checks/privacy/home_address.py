"""公开家庭住址: where a person lives stands in a published text, down to the house.

Why    云南省政府办公厅2017年通知 lists 家庭住址（门牌号码）; accepted practice stops at the village or street.
Fails  when a home address names a house, room or unit. One that ends at the village group is a hint that
       only `govpatrol proofread` shows.
Asks   nobody.
"""

from dataclasses import dataclass

from checks.privacy.leak import LeakType, Severity
from checks.privacy.telling import leaks_of, tell
from checks.registry import Saying, check
from core.dossier import Scene
from core.facts import PageText


@dataclass(frozen=True, slots=True)
class Params:
    """Nothing to set."""


@check()
def home_address(page: PageText, _: Params, scene: Scene) -> tuple[Saying, ...]:
    """One finding a page or attachment."""
    found = leaks_of(page, scene, LeakType.ADDR)
    return tell(page, scene, (leak for leak in found if leak.severity > Severity.LOW))
