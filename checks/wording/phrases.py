"""固定表述: phrases that must stand exactly as they are, and the wrong forms a writer makes of them.

`data/phrases.tsv`, tab-separated: id, kind, severity, phrase, wrong forms by |, whether variants are
made (yes | no), basis, an example that must be found, a counter-example that must not.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from checks.wording import lexicon, versioned
from checks.wording.confusables import NEAR, SAME, SHAPE, Glyphs
from checks.wording.near import LEAST

NUMERALS = frozenset(
    "一二三四五六七八九十百千万亿两零〇０１２３４５６７８９0123456789壹贰叁肆伍陆柒捌玖拾佰仟"
)
_PLAIN = 3  # shortest phrase that is varied; of so short ones only those marked so
_NEAR_FROM = 5
NAMES = ("机构名", "法律", "国名")
_OF_THE_STATE = "中国全最农"  # begins the name of a central organ; a local one may be put otherwise
_BLOCKS = ((2, 2), (2, 3), (3, 2), (2, 4), (4, 2))
OF_PERSONS = "领导人姓名职务"
_USUAL = {SAME: 0.0, NEAR: 2.0, SHAPE: 0.3}  # log10 of the count from which one is likely written
HOW = {SAME: "音近", NEAR: "音近", SHAPE: "形近"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry. `kind`: 国名, 机构名, 固定提法 …; `basis`: the public rule that it comes from."""

    id: str
    kind: str
    severity: str
    text: str
    wrong: tuple[str, ...]
    varied: bool
    basis: str
    example: str
    counter: str


class Form(NamedTuple):  # two hundred thousand are made at the start, and a tuple is made fastest
    """A wrong form of a phrase. `at` is the changed place, -1 for a listed form."""

    text: str
    phrase: Phrase
    how: str  # 列举 | 音近 | 形近 | 异字 | 漏字 | 添字 | 叠字 | 倒字 | 倒词 | 两字 | 异词
    at: int


def parse(text: str) -> tuple[str, tuple[Phrase, ...]]:
    """Version (first line, `# version X`) and entries. ValueError names the line."""
    version, rows = versioned.split(text)
    phrases = []
    for number, row in enumerate(rows, start=2):
        if not row or row.startswith("#"):
            continue
        cells = row.split("\t")
        if len(cells) != 9:  # noqa: PLR2004 - the columns above
            raise ValueError(f"第{number}行：应有9列，实有{len(cells)}列")
        id_, kind, severity, phrase, wrong, varied, basis, example, counter = cells
        forms = tuple(one for one in wrong.split("|") if one)
        phrases.append(
            Phrase(id_, kind, severity, phrase, forms, varied == "yes", basis, example, counter)
        )
    return version, tuple(phrases)


def forms(phrases: Iterable[Phrase], glyphs: Glyphs) -> dict[str, Form]:
    """Every listed wrong form, and the variants of short phrases. Long ones are near.py's, but for
    what its pieces do not see. What is right somewhere is not taken out."""
    listed = tuple(phrases)
    right = _Inside(one.text for one in listed)
    made: dict[str, Form] = {}
    for phrase in listed:
        for wrong in phrase.wrong:
            made[wrong] = Form(wrong, phrase, "列举", -1)
    for phrase in listed:
        if phrase.varied:
            for form in variants(phrase, glyphs):
                if form.text not in right:
                    made.setdefault(form.text, form)
    return made


def held_by(text: str, varied: frozenset[str]) -> frozenset[int]:
    """Places of `text` that a shorter phrase inside it answers for: not those at its ends, of which
    it cannot be sure."""
    places: set[int] = set()
    for size in range(LEAST, len(text)):
        for start in range(len(text) - size + 1):
            if text[start : start + size] in varied:
                end = start + size
                places.update(range(start + (start > 0), end - (end < len(text))))
    return frozenset(places)


class _Inside:
    """Answers whether a short text stands inside one of many."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._parts = {
            text[start:end]
            for text in texts
            for start in range(len(text))
            for end in range(start + _PLAIN - 1, min(len(text), start + LEAST) + 1)
        }

    def __contains__(self, text: str) -> bool:
        return text in self._parts


def variants(phrase: Phrase, glyphs: Glyphs) -> Iterator[Form]:
    """By sound, by look, a character left out, doubled, or two put the wrong way round.

    Numerals stay: 十八大 is no misprint of 十九大. The first and the last are not left out: the rest
    may be a name of its own.
    """
    text, size = phrase.text, len(phrase.text)
    yield from _words_turned(phrase)
    if size >= LEAST:
        yield from _turned(phrase, size // 2 - 1)
        yield Form(text + text[-1], phrase, "叠字", size - 1)
        return
    if size < _PLAIN:
        return
    for at, character in enumerate(text):
        if character == "两":
            yield Form(text[:at] + "俩" + text[at + 1 :], phrase, "音近", at)
        for other, how in _others(character, glyphs, size, phrase.kind == OF_PERSONS):
            yield Form(text[:at] + other + text[at + 1 :], phrase, how, at)
        alone = character not in text[max(0, at - 1) : at] + text[at + 1 : at + 2]
        if at and alone and character not in NUMERALS:
            yield Form(text[:at] + character + text[at:], phrase, "叠字", at)
        yield from _turned(phrase, at)


def _turned(phrase: Phrase, at: int) -> Iterator[Form]:
    """Two neighbours the wrong way round."""
    text = phrase.text
    if at + 1 < len(text) and text[at] != text[at + 1] and not NUMERALS & {text[at], text[at + 1]}:
        yield Form(text[:at] + text[at + 1] + text[at] + text[at + 2 :], phrase, "倒字", at)


def _words_turned(phrase: Phrase) -> Iterator[Form]:
    """Of a name, two words the wrong way round: 反国家分裂法; of a saying of four, two characters:
    三课一会. Other phrases may be put otherwise: 长期稳定繁荣."""
    text, share = phrase.text, lexicon.load().share
    local = phrase.kind == "机构名" and text[0] not in _OF_THE_STATE
    if len(text) > _PLAIN + 1 and phrase.kind in NAMES and not local:
        for at in range(len(text) - 3):
            for one, other in _BLOCKS:
                a, b = text[at : at + one], text[at + one : at + one + other]
                if (
                    len(b) == other
                    and one + other < len(text)
                    and _is_word(a, share)
                    and _is_word(b, share)
                ):
                    yield Form(text[:at] + b + a + text[at + one + other :], phrase, "倒词", at)
    if len(text) == _PLAIN + 1:
        a, b, c, d = tuple(text)
        if a != c and not NUMERALS & {a, c}:
            yield Form(c + b + a + d, phrase, "倒字", 1)
        if b != d and not NUMERALS & {b, d}:
            yield Form(a + d + c + b, phrase, "倒字", 1)


def _is_word(text: str, share: Mapping[str, float]) -> bool:
    return text in share or (len(text) == 4 and text[:2] in share and text[2:] in share)  # noqa: PLR2004


def _others(character: str, glyphs: Glyphs, size: int, person: bool) -> Iterator[tuple[str, str]]:
    """What may stand for a character of a phrase of that size, and how it is like it."""
    for other, kind in glyphs.candidates(character):
        if glyphs.often[other] < _USUAL[kind] and not person:  # names have rare characters
            continue
        numeral = other in NUMERALS or (
            character in NUMERALS and (size < _NEAR_FROM or kind == NEAR)
        )
        if (kind != NEAR or size >= _NEAR_FROM) and not numeral:
            yield other, HOW[kind]
    for other in glyphs.rare.get(character, ""):
        yield other, HOW[SHAPE]
