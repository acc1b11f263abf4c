"""词模型: the second opinion. The likeliest cut of a clause into words, and its probability.

The trigram of Debian's libime-data-language-model (LGPL-2.1+) where it is installed; otherwise
the shares of the lexicon's words alone.
"""

from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, Protocol

import kenlm

from checks.wording.lexicon import UNSEEN, Lexicon

_LONGEST = 6
_BEAM = 3
_REACH = 6  # characters behind a change that are cut anew

Hypothesis = tuple[float, Any, tuple[int, ...]]
"""log10 probability, state, lengths of the words."""


class WordModel(Protocol):
    """What a lattice asks of a model."""

    name: str

    def start(self) -> Any:
        """The state with no word before."""

    def known(self, word: str) -> bool:
        """Whether it is a word."""

    def follow(self, state: Any, word: str) -> tuple[float, Any]:
        """log10 probability of the word there, and the state after it."""

    def share(self, word: str) -> float:
        """log10 probability of the word by itself."""


class Trigram:
    """KenLM word trigram."""

    def __init__(self, path: Path) -> None:
        """Maps the file."""
        self.name = f"libime:{path.stat().st_size}"
        self._model = kenlm.Model(str(path))
        self._score = self._model.BaseScore
        self._empty = kenlm.State()
        self._model.NullContextWrite(self._empty)
        self._known: dict[str, bool] = {}
        self._out = kenlm.State()

    def start(self) -> Any:
        """No context."""
        return self._empty

    def known(self, word: str) -> bool:
        """By its vocabulary; answers are kept."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > 500_000:  # noqa: PLR2004 - a page of noise must not fill memory
                self._known.clear()
            known = self._known[word] = word in self._model
        return known

    def follow(self, state: Any, word: str) -> tuple[float, Any]:
        """A character that is no word costs the same everywhere."""
        following = kenlm.State()
        score = self._score(state, word, following)
        return (score if self.known(word) else UNSEEN), following

    def share(self, word: str) -> float:
        """Unigram."""
        return self._score(self._empty, word, self._out) if self.known(word) else -7.0


class Shares:
    """No context: the shares of the lexicon."""

    def __init__(self, lexicon: Lexicon, often: dict[str, float]) -> None:
        """`often`: log10 counts of single characters in the corpus."""
        self.name = f"lexicon:{lexicon.version}"
        self._share = lexicon.share
        total = max(often.values()) + 1.5
        self._single = {c: n - total for c, n in often.items()}

    def start(self) -> Any:
        """Nothing to remember."""
        return None

    def known(self, word: str) -> bool:
        """In the list, or a character in use."""
        return word in self._share or word in self._single

    def follow(self, state: Any, word: str) -> tuple[float, Any]:
        """The share."""
        return self.share(word), None

    def share(self, word: str) -> float:
        """Of the lexicon, or of the corpus for single characters."""
        return self._share.get(word) or max(self._single.get(word, UNSEEN), UNSEEN)


@dataclass(frozen=True, slots=True)
class Step:
    """A word of the likeliest cut: where it starts, its log10 probability, the state before it."""

    start: int
    word: str
    score: float
    state: Any


@dataclass(slots=True)
class Lattice:
    """All good cuts of one clause. `best[k]` holds the best hypotheses for its first k characters."""

    model: WordModel
    clause: str
    best: list[list[Hypothesis]]
    words: tuple[int, ...]  # lengths of the words of the likeliest cut
    ends: frozenset[int]  # where they end
    steps: list["Step"]  # its words, one for each

    @classmethod
    def of(cls, model: WordModel, clause: str) -> "Lattice":
        """Cut the whole clause."""
        best: list[list[Hypothesis]] = [[] for _ in range(len(clause) + 1)]
        best[0] = [(0.0, model.start(), ())]
        _fill(model, clause, best, 0)
        words = max(best[-1], key=_probability)[2]
        steps, state, start = [], model.start(), 0
        for length in words:
            word = clause[start : start + length]
            score, following = model.follow(state, word)
            steps.append(Step(start, word, score, state))
            state, start = following, start + length
        return cls(model, clause, best, words, frozenset(accumulate(words)), steps)

    def swap(self, k: int, word: str, least: float) -> bool:
        """Whether another word in the place of the k-th would gain `least`, the cut left as it is."""
        after = self.steps[k + 1 : k + 3]
        gained = -self.steps[k].score - sum(step.score for step in after)
        state = self.steps[k].state
        for one in (word, *(step.word for step in after)):
            score, state = self.model.follow(state, one)
            gained += score
            if gained < least:
                return False
        return True

    def instead(self, at: int, replacement: str) -> tuple[float, tuple[int, ...]]:
        """What `replacement` at `at` gains (log10), and the cut with it, up to `_REACH` behind.

        Both readings are compared where a word of the likeliest cut ends; what ends before `at`
        is not cut again.
        """
        end = min(len(self.clause), at + len(replacement) + _REACH)
        while end < len(self.clause) and end not in self.ends:
            end += 1
        clause = self.clause[:at] + replacement + self.clause[at + len(replacement) : end]
        best = self.best[: at + 1] + [[] for _ in range(end - at)]
        _fill(self.model, clause, best, at)
        after = max(best[end], key=_probability)
        return after[0] - max(self.best[end], key=_probability)[0], after[2]


def _probability(hypothesis: Hypothesis) -> float:
    return hypothesis[0]


def _fill(model: WordModel, clause: str, best: list[list[Hypothesis]], done: int) -> None:
    """Words that end after `done` are laid; those that end at or before it stand already."""
    size = len(clause)
    known, follow = model.known, model.follow
    for i in range(max(0, done + 1 - _LONGEST), size):
        here = best[i]
        if len(here) > _BEAM:
            here = best[i] = sorted(here, key=_probability, reverse=True)[:_BEAM]
        for length in range(max(1, done + 1 - i), min(_LONGEST, size - i) + 1):
            word = clause[i : i + length]
            if length > 1 and not known(word):
                continue
            onward = best[i + length]
            for probability, state, lengths in here:
                gained, following = follow(state, word)
                onward.append((probability + gained, following, (*lengths, length)))
