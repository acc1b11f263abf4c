"""固定表述: phrases that must stand exactly as they are, and the wrong forms a writer makes of them.

`data/phrases.tsv`, tab-separated: id, kind, severity, phrase, wrong forms by |, whether variants are
made (yes | no), basis, an example that must be found, a counter-example that must not.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from checks.wording.confusables import NEAR, SAME, SHAPE, Glyphs

NUMERALS = frozenset("一二三四五六七八九十百千万亿两零〇０１２３４５６７８９0123456789")
_AND = "和与"  # 住房城乡建设部 is a name in use
_PLAIN = 3  # shortest phrase that is varied; of so short ones only those marked so
_LONG = 6  # from here on a character may be left out, or any other stand in its place
_NEAR_FROM = 5


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


class Form(NamedTuple):  # a hundred thousand are made at the start, and a tuple is made fastest
    """A wrong form of a phrase. `at` is the changed place, -1 for a listed form."""

    text: str
    phrase: Phrase
    how: str  # 列举 | 音近 | 形近 | 漏字 | 叠字 | 倒字
    at: int


def parse(text: str) -> tuple[str, tuple[Phrase, ...]]:
    """Version (first line, `# version X`) and entries. ValueError names the line."""
    head, *rows = text.splitlines() or [""]
    if not head.startswith("# version "):
        raise ValueError("第1行：缺少 # version")
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
    return head.removeprefix("# version ").strip(), tuple(phrases)


def forms(phrases: Iterable[Phrase], glyphs: Glyphs) -> dict[str, Form]:
    """Every wrong form by its text. What is right somewhere is not taken out here.

    A phrase that holds another is not varied where the other is: that one's forms are found there.
    """
    listed = tuple(phrases)
    right = _Inside(one.text for one in listed)
    varied = frozenset(one.text for one in listed if one.varied)
    made: dict[str, Form] = {}
    for phrase in listed:
        for wrong in phrase.wrong:
            made[wrong] = Form(wrong, phrase, "列举", -1)
    for phrase in listed:
        if phrase.varied:
            for form in variants(phrase, glyphs, held_by(phrase.text, varied)):
                if form.text not in right:
                    made.setdefault(form.text, form)
    return made


def held_by(text: str, varied: frozenset[str]) -> frozenset[int]:
    """Places of `text` that a shorter phrase inside it answers for."""
    places: set[int] = set()
    for size in range(_LONG, len(text)):
        for start in range(len(text) - size + 1):
            if text[start : start + size] in varied:
                places.update(range(start, start + size))
    return frozenset(places)


class _Inside:
    """Answers whether a text stands inside one of many."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._parts = {
            text[start:end]
            for text in texts
            for start in range(len(text))
            for end in range(start + _PLAIN - 1, len(text) + 1)
        }

    def __contains__(self, text: str) -> bool:
        return text in self._parts


def variants(phrase: Phrase, glyphs: Glyphs, held: frozenset[int]) -> Iterator[Form]:
    """By sound, by look, a character left out, doubled, or two put the wrong way round.

    Numerals stay: 十八大 is no misprint of 十九大. The first and the last are not left out: the rest
    may be a name of its own.
    """
    text, size = phrase.text, len(phrase.text)
    if size < _PLAIN:
        return
    for at, character in enumerate(text):
        if character == "两":
            yield Form(text[:at] + "俩" + text[at + 1 :], phrase, "音近", at)
        if character in NUMERALS:
            continue
        for other, how in () if at in held else _others(character, glyphs, size):
            yield Form(text[:at] + other + text[at + 1 :], phrase, how, at)
        inside = {at - 1, at, at + 1} <= held  # the shorter phrase answers for it altogether
        alone = character not in text[max(0, at - 1) : at] + text[at + 1 : at + 2]
        if (
            size >= _LONG
            and 0 < at < size - 1
            and not inside
            and character not in text[at - 1] + _AND
        ):
            yield Form(text[:at] + text[at + 1 :], phrase, "漏字", at)
        if at and alone and not inside:
            yield Form(text[:at] + character + text[at:], phrase, "叠字", at)
        if size >= _LONG and at + 1 < size and alone and not inside:
            yield Form(text[: at + 2] + text[at:], phrase, "叠字", at)
        if at + 1 < size and not {at, at + 1} <= held and text[at + 1] not in NUMERALS:
            turned = text[:at] + text[at + 1] + character + text[at + 2 :]
            if turned != text:
                yield Form(turned, phrase, "倒字", at)


def _others(character: str, glyphs: Glyphs, size: int) -> Iterator[tuple[str, str]]:
    """What may stand for a character of a phrase of that size, and how it is like it."""
    kinds = {SAME: "音近", SHAPE: "形近"}
    if size >= _NEAR_FROM:
        kinds[NEAR] = "音近"
    for other, kind in glyphs.candidates(character):
        if kind in kinds and (other not in NUMERALS or size >= _LONG):
            yield other, kinds[kind]
    for other in glyphs.rare.get(character, ""):
        yield other, "形近"
