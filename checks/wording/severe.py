"""严重表述错误: finds wrong forms of fixed phrases, and keeps silent where words merely meet.

A form whose changed character is an end may be two words that stand side by side: 科学发展|规划 is
no 科学发展观. A form that is made of words throughout (检察|委员会) may be meant. Of a slip that is
neither a sound nor a look alike, the character model must be sure. Listed forms are reported
wherever they stand.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

import ahocorasick

from checks.wording import charmodel, confusables, lexicon, phrases, posts
from checks.wording.apart import apart
from checks.wording.borders import FUNCTION, comes_before, goes_on, in_a_word, made_of_words
from checks.wording.near import LEAST, Pieces
from checks.wording.phrases import HOW, NAMES, NUMERALS, OF_PERSONS, Form, Phrase
from checks.wording.titles import Titles

_MARK = re.compile("[、，。；：“”]")
_SAME_SENSE = frozenset("和与及同暨、")  # 批评与自我批评 is style
_LONG = 5  # last place of a phrase of six: it is not made up of other words by chance
_AROUND = 24  # no phrase that covers a place is looked for further off
_CONTEXT = 4  # what the model sees beside a form
_SURE = {  # least gain by length of the phrase: up to 6, 8, and longer; and where words are made
    "异字": ((8.0, 4.5, 0.0), (8.0, 6.0, 0.0)),
    "添字": ((6.0, 4.0, 2.0), (8.0, 6.0, 4.0)),
    "漏字": ((2.5, 2.5, -1.0), (5.0, 4.5, 1.0)),
    "两字": ((4.0, 2.0, 0.0), (6.0, 4.0, 0.0)),
}
_AT_THE_START = 4.0  # more: what is odd there may belong to the word before
_OF_A_NAME = 3.0  # less: there are few names beside the listed ones
_SIZES = (6, 8)
_ODD = 1.5  # a character as rare as this in a leader's name is no other person's
_STYLE_OF_NAMES = frozenset("的了之等副原前和")  # 人力资源社会保障局 is in use
_STYLE = frozenset("的了之地得着所为对在和与及暨以等各其该本此也又再已将新老大小副原前总常")
"""One more or less of these is a way to say it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A wrong form in a text."""

    start: int
    end: int
    form: Form

    def told(self) -> tuple[int, int, str]:
        """(start, end, what should stand there), no more of a long phrase than the member between
        two marks that is wrong: 党中央、国物院 is told as 国物院."""
        written, right = (_MARK.split(one) for one in (self.form.text, self.form.phrase.text))
        odd = [k for k, (a, b) in enumerate(zip(written, right, strict=False)) if a != b]
        if len(written) != len(right) or len(odd) != 1 or not written[odd[0]] or not right[odd[0]]:
            return self.start, self.end, self.form.phrase.text
        start = self.start + sum(len(one) + 1 for one in written[: odd[0]])
        return start, start + len(written[odd[0]]), right[odd[0]]


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
        self._forms, self._right = ahocorasick.Automaton(), ahocorasick.Automaton()
        for text, form in phrases.forms(listed, confusables.load()).items():
            if text not in occurring:
                self._forms.add_word(text, form)
        self._forms.make_automaton()
        for one in listed:
            self._right.add_word(one.text, len(one.text))
        self._right.make_automaton()
        varied = frozenset(one.text for one in listed if one.varied)
        self._held = {text: phrases.held_by(text, varied) for text in varied if len(text) >= LEAST}
        self._pieces = Pieces(self._held.items())
        self._phrases = {one.text: one for one in listed}
        self._titles = Titles(listed)

    def find(self, text: str) -> list[Hit]:
        """In order of place; of hits that overlap the longest, a listed one before others."""
        hits = [hit for hit in self._candidates(text) if self._stands(text, hit)]
        hits.sort(key=lambda hit: (hit.start - hit.end, hit.form.at >= 0, hit.start))
        return apart(hits, lambda hit: (hit.start, hit.end))

    def _candidates(self, text: str) -> Iterator[Hit]:
        if len(self._forms):
            for last, form in self._forms.iter(text):
                yield Hit(last + 1 - len(form.text), last + 1, form)
        for start, end, right, how in self._pieces.find(text):
            written = text[start:end]
            if written not in self._occurring:
                form = _form(written, self._phrases[right], how)
                if form is not None and form.at not in self._held[right]:
                    yield Hit(start, end, form)

        for start, end, phrase in self._titles.find(text):
            yield Hit(start, end, Form(text[start:end], phrase, "列举", -1))

    def _stands(self, text: str, hit: Hit) -> bool:
        form, written = hit.form, hit.form.text
        last = len(written) - 1
        if self._right_here(text, hit):
            return False
        if form.at < 0:
            return True
        loose = False
        if form.how == "倒字":
            if form.at == 0 and written[0] in FUNCTION:
                return False
            if form.at + 1 == last and written[last] in FUNCTION:
                return False
        elif form.at >= last - (form.how in ("漏字", "叠字")):
            loose = form.how == "漏字" or self._ends_before(form, written[:-1])
            if loose and goes_on(written[-1], text[hit.end : hit.end + 3], form.how):
                return False
        elif form.at <= (form.how == "漏字"):
            before = text[max(0, hit.start - 3) : hit.start]
            loose = form.how == "漏字" or self._ends_before(form, written[1:])
            if loose and comes_before(before, written[0], form.how):
                return False
        if form.how == "异词":
            return 1 < form.at < last - 2 and _named(text, hit)
        if form.how in _SURE:
            return self._sure(text, hit, loose)
        return form.how == "叠字" or last >= _LONG or not made_of_words(written)

    def _sure(self, text: str, hit: Hit, loose: bool) -> bool:
        """Whether the model is sure enough of a slip that is neither by sound nor by look."""
        form, last = hit.form, len(hit.form.text) - 1
        meant = _meant(form)
        if form.how == "异字" and (loose or (meant and form.at in (1, last - 1))):
            return False
        if 1 < form.at < last - 1 and _named(text, hit):
            return True
        least = _SURE[form.how][meant][bisect_left(_SIZES, len(form.phrase.text))]
        if form.phrase.kind == "国名" and form.at and not meant:
            return True  # what official texts have not named the model cannot know
        if form.at == 0:
            least += _AT_THE_START
        elif form.phrase.kind in NAMES:
            least -= _OF_A_NAME
        return _gain(text, hit) >= least

    def _ends_before(self, form: Form, rest: str) -> bool:
        """What is left of the phrase without its end stands by itself somewhere: 安全生产, but not
        中国共产. Then the end may belong to the next word."""
        if form.how == "叠字":
            return True
        short = form.how == "漏字" or len(rest) < _LONG
        return rest in self._free or (short and made_of_words(rest))

    def _right_here(self, text: str, hit: Hit) -> bool:
        """A right phrase covers what is odd: 中国人民解放 in 中国人民解放军."""
        form = hit.form
        odd = hit.start + max(form.at, 0)
        end = odd + 1 + (form.how in ("倒字", "两字", "叠字"))
        if form.at < 0:
            end = hit.end
        if form.how == "漏字":
            odd -= 1
        left = max(0, hit.start - _AROUND)
        for last, size in self._right.iter(text[left : hit.end + _AROUND]):
            stop = left + last + 1
            inside = hit.start <= stop - size and stop <= hit.end
            if stop - size <= odd and end <= stop and not (inside and size < len(form.text)):
                return True
        return False


def _form(written: str, phrase: Phrase, how: str) -> Form | None:
    """The slip as a form, or None for one that is none: a numeral, 与 for 和, a mark."""
    right = phrase.text
    style = _STYLE_OF_NAMES if phrase.kind in NAMES else _STYLE
    at = next((k for k, (a, b) in enumerate(zip(written, right, strict=False)) if a != b), None)
    if at is None:
        at = min(len(written), len(right))
    odd = written[at : at + 1]
    if how == "替字":
        alike = _alike(odd, right[at], person=phrase.kind == OF_PERSONS)
        numerals = bool(alike) and not NUMERALS.issuperset(odd + right[at])
        strange = bool(alike) and odd not in confusables.load().readings
        if not strange and not _read(odd + right[at], 2, numerals=numerals):
            return None
        if not alike and at in (0, len(right) - 1) and odd in FUNCTION:
            return None
        if phrase.kind == OF_PERSONS and not alike:
            return None  # another person
        return Form(written, phrase, alike or "异字", at)
    if how == "两字":
        places = [k for k, (a, b) in enumerate(zip(written, right, strict=True)) if a != b]
        if all(_read(written[k] + right[k], 2) and _alike(written[k], right[k]) for k in places):
            return Form(written, phrase, how, at)
        word = written[at : at + 2]
        if places == [at, at + 1] and word in lexicon.load().share and _read(word, 2):
            return Form(written, phrase, "异词", at)
        return None
    if how == "漏字":
        missing = right[at]
        lacking = missing in confusables.load().readings and missing not in NUMERALS | style
        return Form(written, phrase, how, at) if lacking else None
    if how == "多字":
        more = written[at : at + len(written) - len(right)]
        if not _read(more, len(more)):
            return None
        again = more in (written[at - len(more) : at], written[at + len(more) : at + 2 * len(more)])
        if len(more) > 1 and not again:
            return None
        if not again and more in style:
            return None
        return Form(written, phrase, "叠字" if again else "添字", at - again)
    return Form(written, phrase, how, at) if _read(written[at : at + 2], 2) else None


def _read(characters: str, size: int, *, numerals: bool = False) -> bool:
    """All are characters that may be mistaken: Han, no numerals, not both an 'and'."""
    readings = confusables.load().readings
    return (
        len(characters) == size
        and all(one in readings and (numerals or one not in NUMERALS) for one in characters)
        and not set(characters) <= _SAME_SENSE
    )


def _alike(odd: str, right: str, *, person: bool = False) -> str:
    """Whether one may have been written for the other by sound or by look."""
    glyphs = confusables.load()
    if odd in glyphs.rare.get(right, "") or (person and glyphs.often.get(odd, -1.0) < _ODD):
        return "形近"
    return next((HOW[kind] for other, kind in glyphs.candidates(right) if other == odd), "")


def _meant(form: Form) -> bool:
    """The odd character makes a word with its neighbours, or is a word."""
    if form.how == "漏字":
        return made_of_words(form.text)
    return form.text[form.at] in FUNCTION or in_a_word(form.text, form.at)


def _named(text: str, hit: Hit) -> bool:
    """It is the whole of a title in 《》, but for the name of the State."""
    before = text[max(0, hit.start - 8) : hit.start].removesuffix("中华人民共和国")
    return before.endswith("《") and text.startswith("》", hit.end)


def _gain(text: str, hit: Hit) -> float:
    """log10 by which official texts are likelier to have the phrase than what is written."""
    model = charmodel.load()
    before = text[max(0, hit.start - _CONTEXT) : hit.start]
    after = text[hit.end : hit.end + _CONTEXT]
    right = model.line(before + hit.form.phrase.text + after).before[-1]
    return float(right - model.line(before + hit.form.text + after).before[-1])


def _file(name: str) -> str:
    return (resources.files(__package__) / "data" / name).read_text("utf-8")


def _set(name: str) -> frozenset[str]:
    return frozenset(_file(name).split())


def shipped() -> tuple[str, tuple[Phrase, ...]]:
    """Version and phrases, leaders' names among them."""
    version, listed = phrases.parse(_file("phrases.tsv"))
    return version, listed + posts.phrases(posts.load().listed)


@cache
def load() -> Severe:
    """The shipped phrases: 2 s."""
    return Severe(*shipped(), _set("occurring.txt"), _set("free.txt"))


@cache
def with_names(names: tuple[Phrase, ...]) -> Severe | None:
    """The names and posts of one place at one date, apart from the shipped phrases."""
    if not names:
        return None
    return Severe("names", names)
