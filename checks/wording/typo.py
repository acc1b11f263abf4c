"""错别字: a word is written in a form that is never right.

Why: 国办秘函〔2019〕19号 asks for accurate expression; offices count misprints per unit in notices.
Fails: once for each wrong word in its sentence; the same sentence on many pages is one finding.
Asks: the words of a page, an attachment or a post; `ignore` lists forms that this office allows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from checks.registry import PASSED, Saying, check
from checks.wording.engine import read
from checks.wording.misprint import Tier
from checks.wording.saying import sayings
from core.dossier import Scene
from core.facts import PageText
from core.result import Outcome


@dataclass(frozen=True, slots=True)
class Params:
    """`ignore`: wrong forms that a person has allowed for this office."""

    ignore: Sequence[str] = ()


@check(version=1)
def typo(page: PageText, params: Params, _scene: Scene) -> tuple[Saying, ...]:
    """Title and text are read apart, so that no word is made up of both."""
    return (
        sayings(
            page,
            Outcome.FAIL,
            lambda text: read(text, tiers={Tier.CERTAIN}, ignore=frozenset(params.ignore)),
        )
        or PASSED
    )
