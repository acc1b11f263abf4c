"""用词与格式提示: a word, mark, date or document number departs from the standards of form.

Why: GB/T 15834, GB/T 15835 and GB/T 9704 say how official texts are written; nobody fails for it.
Fails: never; each place is a piece of advice, the same sentence on many pages once.
Asks: the words of a page, an attachment or a post; `kinds` may name the only kinds to report.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from checks.registry import PASSED, Saying, check
from checks.wording.engine import read
from checks.wording.misprint import Misprint, Tier
from checks.wording.saying import sayings
from core.dossier import Scene
from core.facts import PageText
from core.result import Outcome


@dataclass(frozen=True, slots=True)
class Params:
    """`kinds`: Chinese names of the rules to report, all where empty; `ignore`: forms to leave be."""

    kinds: Sequence[str] = ()
    ignore: Sequence[str] = ()


@check(version=1)
def form_advice(page: PageText, params: Params, _scene: Scene) -> tuple[Saying, ...]:
    """Advice is a REVIEW on a row of kind advice: a person may take it or leave it."""
    ignore = frozenset(params.ignore)

    def advice(text: str) -> tuple[Misprint, ...]:
        found = read(text, tiers={Tier.ADVICE}, ignore=ignore)
        return tuple(one for one in found if not params.kinds or one.kind in params.kinds)

    return sayings(page, Outcome.REVIEW, advice) or PASSED
