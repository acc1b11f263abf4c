"""严重表述错误: finds wrong forms of fixed phrases, and keeps silent where words merely meet.

A form whose changed character is an end may be two words that stand side by side: 科学发展|规划 is
no 科学发展观. A form that is made of words throughout (检察|委员会) may be meant. Listed forms are
reported wherever they stand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import ahocorasick

from checks.wording import confusables, lexicon, phrases
from checks.wording.apart import apart
from checks.wording.phrases import Form, Phrase

_ANY_FROM = 6  # phrases of which any one inner character may be another
_PIECE = 3
_FUNCTION = frozenset(
    "的了在是和与及或以对将为于向到等中不个各由从被把就都而且并其该本此之者所也又再已正未无使让给跟同愿能会要可应须必既若因"
)
_SAME_SENSE = frozenset("和与及同暨")  # 批评与自我批评 is style
_LONGEST = 6
_LONG = 5  # last place of a phrase of six: it is not made up of other words by chance


@dataclass(frozen=True, slots=True)
class Hit:
    """A wrong form in a text."""

    start: int
    end: int
    form: Form


class Severe:
    """The phrases, ready to be looked for."""

    def __init__(
        self,
        version: str,
        listed: tuple[Phrase, ...],
        occurring: frozenset[str] = frozenset(),
        free: frozenset[str] = frozenset(),
    ) -> None:
        """`occurring`: forms that correct texts have; they are not looked for. `free`: phrases less
        their first or last character that correct texts have without it."""
        self.version = version
        self._occurring, self._free = occurring, free
        self._forms = ahocorasick.Automaton()
        for text, form in phrases.forms(listed, confusables.load()).items():
            if text not in occurring:
                self._forms.add_word(text, form)
        self._forms.make_automaton()
        self._right = frozenset(one.text for one in listed)
        self._pieces = ahocorasick.Automaton()
        pieces: dict[str, list[tuple[Phrase, int, frozenset[int]]]] = {}
        varied = frozenset(one.text for one in listed if one.varied)
        for phrase in listed:
            if phrase.varied and len(phrase.text) >= _ANY_FROM:
                half, held = len(phrase.text) // 2, phrases.held_by(phrase.text, varied)
                for piece, offset in ((phrase.text[:half], 0), (phrase.text[half:], half)):
                    if len(piece) >= _PIECE:
                        pieces.setdefault(piece, []).append((phrase, offset, held))
        for piece, holders in pieces.items():
            self._pieces.add_word(piece, (len(piece), tuple(holders)))
        if pieces:
            self._pieces.make_automaton()

    def find(self, text: str) -> list[Hit]:
        """In order of place; of hits that overlap the longest, a listed one before others."""
        hits = [hit for hit in self._candidates(text) if self._stands(text, hit)]
        hits.sort(key=lambda hit: (hit.start - hit.end, hit.form.at >= 0, hit.start))
        return apart(hits, lambda hit: (hit.start, hit.end))

    def _candidates(self, text: str) -> Iterator[Hit]:
        if len(self._forms):
            for last, form in self._forms.iter(text):
                yield Hit(last + 1 - len(form.text), last + 1, form)
        if len(self._pieces):
            for last, (length, holders) in self._pieces.iter(text):
                for phrase, offset, held in holders:
                    start = last + 1 - length - offset
                    written = text[max(start, 0) : start + len(phrase.text)]
                    if written == phrase.text or start < 0:
                        continue
                    at = _one_other(written, phrase.text)
                    if at is not None and at not in held and written not in self._occurring:
                        yield Hit(start, start + len(written), Form(written, phrase, "异字", at))

    def _stands(self, text: str, hit: Hit) -> bool:
        form, written = hit.form, hit.form.text
        last = len(written) - 1
        if form.at < 0:
            return not self._right_here(text, hit)
        if form.how == "倒字":
            if form.at == 0 and written[0] in _FUNCTION:
                return False
            if form.at + 1 == last and written[last] in _FUNCTION:
                return False
        elif form.at >= last - (form.how in ("漏字", "叠字")):
            if self._ends_before(form, written[:-1]) and _goes_on(
                written[-1], text[hit.end : hit.end + 3], form.how
            ):
                return False
        elif form.at <= (form.how == "漏字"):
            before = text[max(0, hit.start - 3) : hit.start]
            if self._ends_before(form, written[1:]) and _comes_before(before, written[0], form.how):
                return False
        if form.how == "叠字" or (form.how != "漏字" and last >= _LONG):
            return True
        return not made_of_words(written)

    def _ends_before(self, form: Form, rest: str) -> bool:
        """What is left of the phrase without its end stands by itself somewhere: 安全生产, but not
        中国共产. Then the end may belong to the next word."""
        if form.how == "叠字":
            return True
        short = form.how == "漏字" or len(rest) < _LONG
        return rest in self._free or (short and made_of_words(rest))

    def _right_here(self, text: str, hit: Hit) -> bool:
        """The place lies inside a right phrase: 中国人民解放 in 中国人民解放军."""
        around = text[max(0, hit.start - 12) : hit.end + 12]
        at = hit.start - max(0, hit.start - 12)
        right = hit.form.phrase.text
        found = around.find(right)
        while found >= 0:
            if found <= at and found + len(right) >= at + hit.end - hit.start:
                return True
            found = around.find(right, found + 1)
        return False


def _one_other(written: str, right: str) -> int | None:
    """The inner place at which the two differ, if it is the only one and holds a Han character."""
    if len(written) != len(right):
        return None
    places = [k for k, (a, b) in enumerate(zip(written, right, strict=True)) if a != b]
    if len(places) != 1 or not 1 < places[0] < len(right) - 2:
        return None
    at = places[0]
    a, b = written[at], right[at]
    if a not in confusables.load().readings or {a, b} & phrases.NUMERALS or {a, b} <= _SAME_SENSE:
        return None
    return None if a in _FUNCTION or _in_a_word(written, at) else at


def _in_a_word(text: str, at: int) -> bool:
    """A listed word holds the place: 城市规划法 is another law than 城乡规划法."""
    share = lexicon.load().share
    return any(
        text[start:end] in share
        for start in range(max(0, at - 3), at + 1)
        for end in range(max(start + 2, at + 1), min(len(text), start + 4) + 1)
    )


@lru_cache(maxsize=4096)
def made_of_words(text: str) -> bool:
    """Whether it can be cut into listed words of two characters or more."""
    share = lexicon.load().share
    reach = [True] + [False] * len(text)
    for end in range(2, len(text) + 1):
        reach[end] = any(
            reach[start] and text[start:end] in share
            for start in range(max(0, end - _LONGEST), end - 1)
        )
    return reach[-1]


def _goes_on(character: str, after: str, how: str) -> bool:
    """The character begins the next word, or is one."""
    share = lexicon.load().share
    return (character in _FUNCTION and how != "漏字") or any(
        character + after[:size] in share for size in range(1, len(after) + 1)
    )


def _comes_before(before: str, character: str, how: str) -> bool:
    """The character ends the word before, or is one."""
    share = lexicon.load().share
    return (character in _FUNCTION and how != "漏字") or any(
        before[k:] + character in share for k in range(len(before))
    )


def _file(name: str) -> str:
    return (resources.files(__package__) / "data" / name).read_text("utf-8")


def _set(name: str) -> frozenset[str]:
    return frozenset(_file(name).split())


@cache
def load() -> Severe:
    """The shipped phrases: 1.5 s."""
    version, listed = phrases.parse(_file("phrases.tsv"))
    return Severe(version, listed, _set("occurring.txt"), _set("free.txt"))


@cache
def with_names(names: tuple[Phrase, ...]) -> Severe | None:
    """The names and posts of one place at one date, apart from the shipped phrases."""
    if not names:
        return None
    return Severe("names", names)
