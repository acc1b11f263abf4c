"""疑似错别字: two language models would rather read another word, and nothing explains this one.

Why: most misprints are on no list; what the models suspect saves a person from reading every page.
Fails: never; each place is a suspicion for a person, with what should stand there and a score.
Asks: the words of all pages together, for a word that other sentences of the site have is a word
there; `ignore` lists forms that a person has allowed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from checks.registry import PASSED, Saying, check
from checks.wording import suspect
from checks.wording.engine import read
from checks.wording.misprint import Misprint, Tier
from checks.wording.saying import sayings
from core.codec import decode, encode
from core.dossier import Scene
from core.facts import PageText
from core.result import Outcome


@dataclass(frozen=True, slots=True)
class Params:
    """`threshold`: least score, 0 to 1; `ignore`: forms that a person has allowed."""

    threshold: float = suspect.THRESHOLD
    ignore: Sequence[str] = ()


@check(version=1)
def suspected_typo(pages: tuple[PageText, ...], params: Params, scene: Scene) -> tuple[Saying, ...]:
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

    def read_line(line: str) -> list[Any]:
        if line not in known:
            found = read(
                line,
                tiers={Tier.SEVERE, Tier.CERTAIN, Tier.SUSPECTED},
                ignore=ignore,
                threshold=params.threshold,
            )
            known[line] = [encode(one) for one in found if one.tier is Tier.SUSPECTED]
        return known[line]

    def read_page(page: PageText) -> dict[str, list[Any]]:
        lines = dict.fromkeys((page.title, *page.text.splitlines()))
        return {line: found for line in lines if (found := read_line(line))}

    known: dict[str, list[Any]] = {}
    what = f"suspected_typo@1/{params.threshold}/{'|'.join(sorted(ignore))}"
    said: dict[str, Saying] = {}
    for page in pages:
        for line, found in scene.once(page, what, partial(read_page, page)).items():
            if first[line] is not page:
                continue
            apart = tuple(
                one
                for one in (decode(Misprint, value) for value in found)
                if not suspect.repeated(line, holding, one.start, one.end)
            )
            reader = {line: apart, "": ()}.__getitem__
            for one in sayings(replace(page, title="", text=line), Outcome.REVIEW, reader):
                said.setdefault(one.locus, replace(one, url=page.source.url, page=page.source.url))
    return tuple(said.values()) or PASSED
