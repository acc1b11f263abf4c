"""字模型: a character 5-gram over official texts (KenLM), and what a change of wording gains by it."""

from functools import cache
from importlib import resources
from pathlib import Path

import kenlm

from checks.wording.tokens import tokens

ORDER = 5


class CharModel:
    """A loaded model; `lines` are scored against it."""

    def __init__(self, path: Path) -> None:
        """Maps the file; nothing is read yet."""
        self.model = kenlm.Model(str(path))
        self.score = self.model.BaseScore
        self._a, self._b = kenlm.State(), kenlm.State()

    def line(self, sentence: str) -> "Line":
        """The sentence with the probability of each of its tokens."""
        return Line(self, sentence)


class Line:
    """A scored sentence. `before[k]` is the log10 probability of its first k tokens."""

    __slots__ = ("_model", "_states", "before", "places", "scores", "tokens")

    def __init__(self, model: CharModel, sentence: str) -> None:
        self.tokens, self.places = tokens(sentence)
        self._model = model
        state = kenlm.State()
        model.model.BeginSentenceWrite(state)
        self._states = [state]
        self.scores: list[float] = []
        self.before = [0.0]
        score = model.score
        total = 0.0
        for token in self.tokens:
            following = kenlm.State()
            one = score(state, token, following)
            total += one
            self.scores.append(one)
            self.before.append(total)
            self._states.append(following)
            state = following

    def room(self, at: int, length: int = 1) -> float:
        """The most that any replacement of `length` tokens could gain at `at`."""
        end = min(len(self.tokens), at + length + ORDER - 1)
        return self.before[at] - self.before[end]

    def gain(self, at: int, replacement: str, least: float) -> float | None:
        """log10 gained by putting `replacement` at `at`; None once it cannot reach `least`."""
        length = len(replacement)
        size = len(self.tokens)
        end = at + length + ORDER - 1
        if end > size:
            end = size
        before, model = self.before, self._model
        total = before[at] - before[end] - least
        score, one, other = model.score, model._a, model._b
        state = self._states[at]
        if length == 1:  # nearly every call, and nearly every one ends here
            total += score(state, replacement, one)
            if total < 0:
                return None
            state, one, other = one, other, one
            replacement = ""
        for token in (*replacement, *self.tokens[at + length : end]):
            total += score(state, token, one)
            if total < 0:
                return None
            state, one, other = one, other, one
        return total + least


@cache
def load() -> CharModel:
    """The shipped model."""
    return CharModel(Path(str(resources.files(__package__) / "data" / "chars.klm")))
