"""疑似错别字: what the models would rather read, less what names, quotations and repeats explain."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import ahocorasick

from checks.wording import charmodel, confusables, figures, lexicon, ranker, wordmodel
from checks.wording.misprint import Misprint, Tier, sentence_around
from checks.wording.normal import BLANK, Normal
from checks.wording.proposals import Reader
from checks.wording.ranker import Ranker
from checks.wording.tokens import sentence_spans

THRESHOLD = 0.988
"""Score from which a proposal is reported; docs/benchmarks-wording.md says what it costs."""

LIBRARIES = (Path("/usr/lib"), Path("/usr/local/lib"), Path("/usr/share"))
"""Where Debian lays libime's word model, in a folder of the machine's kind."""

_ABROAD = frozenset(
    "美俄英法德日韩朝越老柬泰缅印巴伊阿智白塔哈吉乌土沙埃澳加墨意西葡希荷比瑞波捷匈罗保塞蒙菲马新文尼斯非欧拉古秘刚"
)
_ALIKE_NEIGHBOURS = 3  # the same two characters this often in other sentences: a word of the place
_LONGEST_QUOTED = 8
_UNKNOWN = 2  # characters out of use in a sentence: traditional script, or a name in odd letters
_QUOTED = re.compile(rf"[“‘「『〈《][^“”‘’「」『』〈〉《》]{{1,{_LONGEST_QUOTED}}}[”’」』〉》]")
_NAMES = re.compile(r"(?:[\u4e00-\u9fff]{2,4}[ \t、，,;；|]+){5,}[\u4e00-\u9fff]{2,4}")
_FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8})+")


@dataclass(frozen=True, slots=True)
class Suspect:
    """The models and the trees that weigh their proposals."""

    reader: Reader
    ranker: Ranker

    @property
    def version(self) -> str:
        """Stands in every finding."""
        return f"{self.ranker.version}+{self.reader.words.name}"

    def find(self, text: str) -> Iterator[tuple[int, int, str, float]]:
        """(start, end, better, score) in a normal text, the likelier of two that overlap."""
        for start, end in sentence_spans(text):
            sentence = text[start:end]
            if BLANK in sentence or self._foreign(sentence):
                continue
            scored = sorted(
                ((self.ranker.score(one.features), one) for one in self.reader.propose(sentence)),
                key=lambda pair: (-pair[0], pair[1].start),
            )
            taken: set[int] = set()
            for score, one in scored:
                places = range(one.start, one.end)
                if taken.isdisjoint(places):
                    taken.update(places)
                    yield start + one.start, start + one.end, one.replacement, score

    def _foreign(self, sentence: str) -> bool:
        often = self.reader.glyphs.often
        unknown = sum("\u4e00" <= c <= "\u9fff" and often.get(c, -1.0) < 0 for c in sentence)
        return unknown > _UNKNOWN


@cache
def _known() -> ahocorasick.Automaton:
    """Words of recent official texts that the models have not met: `data/known.txt`."""
    text = (resources.files(__package__) / "data" / "known.txt").read_text("utf-8")
    automaton = ahocorasick.Automaton()
    for word in text.split("\n", 1)[1].split():
        automaton.add_word(word, len(word))
    automaton.make_automaton()
    return automaton


def explained(text: str, start: int, end: int) -> bool:
    """Whether the place is a short quotation, a name among names, a country's short name, or lies
    in a known word."""
    from_, to = max(0, start - _LONGEST_QUOTED), end + _LONGEST_QUOTED
    for last, size in _known().iter(text[from_:to]):
        if from_ + last + 1 - size <= start and end <= from_ + last + 1:
            return True
    if text[start] in _ABROAD and end - start == 1:
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        if (before and before in "中两双") or (after and after in "方国中"):
            return True
    left, right = max(0, start - 60), end + 60
    around = text[left:right]
    for pattern in (_QUOTED, _FOREIGN, _NAMES):
        for match in pattern.finditer(around):
            if match.start() <= start - left and end - left <= match.end():
                return True
    return False


def repeated(text: str, others: Callable[[str], int], start: int, end: int) -> bool:
    """Whether other sentences have the same characters with a neighbour: then it is a word there.

    `others` counts the sentences of the subject that hold a string.
    """
    pairs = text[max(0, start - 1) : end], text[start : end + 1]
    return any(
        len(pair) > end - start and others(pair) >= _ALIKE_NEIGHBOURS
        for pair in pairs
        if all("\u4e00" <= c <= "\u9fff" for c in pair)
    )


@cache  # it is asked for each line of each page
def word_library() -> Path | None:
    """Debian's word trigram, where it is installed."""
    for root in LIBRARIES:
        for found in sorted(root.glob("*/libime/zh_CN.lm")) + sorted(root.glob("libime/zh_CN.lm")):
            return found
    return None


@cache
def load(library: Path | None = None) -> Suspect:
    """The shipped models with the word model at `library`, or the lexicon's shares without one."""
    glyphs, words = confusables.load(), lexicon.load()
    if library is not None:
        model: wordmodel.WordModel = wordmodel.Trigram(library)
    else:
        model = wordmodel.Shares(words, glyphs.often)
    reader = Reader(charmodel.load(), model, words, glyphs)
    name = "shares" if library is None else "trigram"
    return Suspect(reader, ranker.load(name, figures.FEATURES))


def misprints(suspect: Suspect, text: str, normal: Normal, threshold: float) -> Iterator[Misprint]:
    """What is reported, with places in the original text."""
    for start, end, better, score in suspect.find(normal.text):
        if score < threshold or explained(normal.text, start, end):
            continue
        begin, stop = normal.origin(start, end)
        left, right = sentence_around(text, begin, stop)
        yield Misprint(
            begin,
            stop,
            text[begin:stop],
            better,
            Tier.SUSPECTED,
            round(score, 4),
            f"LM@{suspect.version}",
            "疑似错别字",
            "review",
            text[left:right].strip(),
        )
