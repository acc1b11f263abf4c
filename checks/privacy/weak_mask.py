"""脱敏不充分: a masked number that what is shown, and what stands beside it, gives away again.

Why    Hiding the middle eight digits is accepted practice and leaves some 3,300 numbers; with the birth
       month in the same row it leaves three (GB/T 37964-2019 on quasi-identifiers).
Fails  when `max_candidates` numbers or fewer fit the mask.
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
    """How many numbers left over are too few."""

    max_candidates: int


@check()
def weak_mask(page: PageText, params: Params, scene: Scene) -> tuple[Saying, ...]:
    """One finding a page or attachment."""
    found = leaks_of(page, scene, LeakType.WEAKMASK)
    weak = [leak for leak in found if leak.candidates <= params.max_candidates]
    return tell(page, scene, weak, Severity.LOW)
