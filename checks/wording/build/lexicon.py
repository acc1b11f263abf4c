"""词表: words with how often they are used and how they sound. Writes `data/lexicon.tsv.xz`.

Taken from the dictionary of jieba (MIT licence): simplified words of two to six characters.
"""

import lzma
import math
from pathlib import Path

from pypinyin import lazy_pinyin

_LONGEST = 6
_SEEN_AT_LEAST = 5


def rows(dictionary: Path) -> dict[str, int]:
    """Words of `word count tag` lines; names of places (ns) however rare."""
    kept: dict[str, int] = {}
    for line in dictionary.read_text("utf-8").splitlines():
        word, count, tag = line.split(" ")
        simplified = all("\u4e00" <= c <= "\u9fff" and c.encode("gb2312", "ignore") for c in word)
        if (int(count) >= _SEEN_AT_LEAST or tag == "ns") and len(word) <= _LONGEST and simplified:
            kept[word] = int(count)
    return kept


def write(dictionary: Path, to: Path, version: str) -> None:
    """A row: word, log10 of its share times -10 as an integer, its sound."""
    words = rows(dictionary)
    total = sum(words.values())
    with lzma.open(to, "wt", encoding="utf-8", preset=9 | lzma.PRESET_EXTREME) as out:
        out.write(f"# version {version}; from jieba 0.42.1, MIT licence\n")
        for word, count in sorted(words.items()):
            rarity = round(-10 * math.log10(count / total))
            sound = " ".join(one.replace("ü", "v") for one in lazy_pinyin(word))
            out.write(f"{word}\t{rarity}\t{sound}\n")
