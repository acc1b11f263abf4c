"""The one way in: a text, and what is wrong in it. Pure; data and models are loaded once."""

from collections.abc import Collection

from checks.wording import words
from checks.wording.misprint import Misprint, Tier, sentence_around
from checks.wording.normal import normalise

ALL_TIERS = frozenset(Tier)


def read(
    text: str, *, tiers: Collection[Tier] = ALL_TIERS, ignore: Collection[str] = ()
) -> tuple[Misprint, ...]:
    """Every misprint of the asked tiers, in order of place; places never overlap.

    `ignore` holds wrong forms (a site's own list) that are not to be reported.
    """
    normal = normalise(text)
    found: list[Misprint] = []
    if Tier.CERTAIN in tiers or Tier.ADVICE in tiers:
        version, automaton = words.load()
        for last, word in automaton.iter_long(normal.text):
            start, end = last + 1 - len(word.wrong), last + 1
            tier = Tier.ADVICE if word.severity == "advice" else Tier.CERTAIN
            if tier not in tiers or word.wrong in ignore:
                continue
            if not word.stands(normal.text, start, end):
                continue
            begin, stop = normal.origin(start, end)
            left, right = sentence_around(text, begin, stop)
            found.append(
                Misprint(
                    begin,
                    stop,
                    text[begin:stop],
                    word.right,
                    tier,
                    1.0,
                    f"{word.id}@{version}",
                    "错别字" if tier is Tier.CERTAIN else "用词提示",
                    word.severity,
                    text[left:right].strip(),
                )
            )
    return tuple(found)
