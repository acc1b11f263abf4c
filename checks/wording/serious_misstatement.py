"""严重表述错误: the name of the State or an organ, a fixed phrase, or wording on Taiwan, Hong Kong,
Macao, peoples and faiths stands in a wrong form.

Why: 国办秘函〔2019〕19号 fails a site outright for one of them; so a person confirms each.
Fails: once for each wrong phrase in its sentence; the same sentence on many pages is one finding.
Asks: the words of a page, an attachment or a post; `leaders` lists names and posts of the place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checks.registry import PASSED, Saying, check
from checks.wording import names
from checks.wording.engine import read
from checks.wording.misprint import Tier
from checks.wording.saying import sayings
from core.clock import beijing_day
from core.dossier import Scene
from core.facts import PageText
from core.result import Outcome


@dataclass(frozen=True, slots=True)
class Params:
    """`leaders`: rows of name, post, region, since, until; `ignore`: forms a person has allowed."""

    leaders: Sequence[Mapping[str, object]] = ()
    ignore: Sequence[str] = ()


@check(version=1)
def serious_misstatement(page: PageText, params: Params, scene: Scene) -> tuple[Saying, ...]:
    """A FAIL here is a proposal: the row is one that a person confirms."""
    posts = names.phrases(
        names.holders(params.leaders), beijing_day(scene.as_of), scene.subject.region
    )
    ignore = frozenset(params.ignore)
    return (
        sayings(
            page,
            Outcome.FAIL,
            lambda text: read(text, tiers={Tier.SEVERE}, ignore=ignore, names=posts),
        )
        or PASSED
    )
