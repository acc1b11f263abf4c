"""词表: the words in use, how rare each is, and which words sound the same."""

import lzma
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib import resources

UNSEEN = -6.5
"""log10 share of a character that stands alone and is no word of the list."""

_HOMOPHONES = (2, 4)  # lengths of words that are tried for one another
_RAREST = 62  # and how rare they may be: ten times -log10


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`share`: log10 of a word's share; `homophones`: sound -> words of two to four characters."""

    version: str
    share: dict[str, float]
    homophones: dict[str, tuple[str, ...]]


@cache
def load() -> Lexicon:
    """The shipped list: 0.3 s, 40 MB."""
    packed = (resources.files(__package__) / "data" / "lexicon.tsv.xz").read_bytes()
    head, *rows = lzma.decompress(packed).decode("utf-8").splitlines()
    share: dict[str, float] = {}
    homophones: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        word, rarity, sound = row.split("\t")
        share[word] = -int(rarity) / 10
        if _HOMOPHONES[0] <= len(word) <= _HOMOPHONES[1] and int(rarity) <= _RAREST:
            homophones[sound].append(word)
    return Lexicon(
        head.removeprefix("# version ").split(";")[0],
        share,
        {sound: tuple(words) for sound, words in homophones.items() if len(words) > 1},
    )
