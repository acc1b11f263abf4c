"""疑似错别字: two language models would rather read another word, and nothing explains this one.

Why: most misprints are on no list; what the models suspect saves a person from reading every page.
Fails: never; each place is a suspicion for a person, with what should stand there and a score.
Asks: the words of all pages together, for a word that other sentences of the site have is a word
there; `ignore` lists forms that a person has allowed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from checks.registry import PASSED, Saying, check
from checks.wording import suspect
from checks.wording.engine import read
from checks.wording.misprint import Misprint, Tier
from checks.wording.saying import sayings
from core.dossier import Scene
from core.facts import PageText
from core.result import Outcome


@dataclass(frozen=True, slots=True)
class Params:
    """`threshold`: least score, 0 to 1; `ignore`: forms that a person has allowed."""

    threshold: float = suspect.THRESHOLD
    ignore: Sequence[str] = ()


@check(version=1)
def suspected_typo(
    pages: tuple[PageText, ...], params: Params, _scene: Scene
) -> tuple[Saying, ...]:
    """A form that is certainly wrong is `typo`'s or `serious_misstatement`'s, not said again here."""
    ignore = frozenset(params.ignore)
    first: dict[str, PageText] = {}  # a menu of a thousand pages is read once
    for page in pages:
        for line in (page.title, *page.text.splitlines()):
            first.setdefault(line, page)
    site = "\n".join(first)
    seen: dict[str, int] = {}

    def holding(pair: str) -> int:
        if pair not in seen:
            seen[pair] = sum(pair in line for line in first) if pair in site else 0
        return seen[pair]

    def suspicious(line: str) -> tuple[Misprint, ...]:
        found = read(
            line,
            tiers={Tier.SEVERE, Tier.CERTAIN, Tier.SUSPECTED},
            ignore=ignore,
            threshold=params.threshold,
        )
        return tuple(
            one
            for one in found
            if one.tier is Tier.SUSPECTED
            and not suspect.repeated(line, holding, one.start, one.end)
        )

    said: dict[str, Saying] = {}
    for line, page in first.items():
        for one in sayings(replace(page, title="", text=line), Outcome.REVIEW, suspicious):
            said.setdefault(one.locus, replace(one, url=page.source.url, page=page.source.url))
    return tuple(said.values()) or PASSED
