"""错误的生成: misprints as writers make them, put into correct sentences, to train the ranker.

Nearly half are the wrong word out of an input method's list, the rest single characters of the
same sound, a near sound, or a like look. The random numbers are the caller's.
"""

from itertools import product
from random import Random

from checks.wording.confusables import NEAR, SAME, SHAPE, Glyphs
from checks.wording.lexicon import Lexicon

_WORD = 0.45  # of all misprints; then by sound, by near sound, the rest by look
_KINDS = ((0.55, SAME), (0.73, NEAR), (1.0, SHAPE))
_TWO = 0.15  # sentences with a second misprint
_TRIES = 8


class Noise:
    """A source of misprints."""

    def __init__(self, glyphs: Glyphs, lexicon: Lexicon, random: Random) -> None:
        self.glyphs, self.lexicon, self.random = glyphs, lexicon, random

    def corrupt(self, sentence: str) -> str:
        """The sentence with one misprint, sometimes two; of the same length."""
        characters = list(sentence)
        for _ in range(2 if self.random.random() < _TWO else 1):
            if self.random.random() < _WORD:
                self._word(characters)
            else:
                self._character(characters)
        return "".join(characters)

    def _word(self, characters: list[str]) -> None:
        readings = self.glyphs.readings
        for _ in range(_TRIES):
            at = self.random.randrange(len(characters))
            length = self.random.choice((2, 2, 2, 3, 4))
            word = "".join(characters[at : at + length])
            if len(word) < length or word not in self.lexicon.share:
                continue
            rivals = [
                other
                for sounds in product(*(readings.get(c, ("",)) for c in word))
                for other in self.lexicon.homophones.get(" ".join(sounds), ())
                if other != word
            ]
            if rivals:
                weights = [10 ** (self.lexicon.share[one] / 2) for one in rivals]
                characters[at : at + length] = self.random.choices(rivals, weights)[0]
                return

    def _character(self, characters: list[str]) -> None:
        draw = self.random.random()
        kind = next(kind for share, kind in _KINDS if draw < share)
        for _ in range(_TRIES):
            at = self.random.randrange(len(characters))
            rivals = [c for c, k in self.glyphs.candidates(characters[at]) if k == kind]
            if rivals:
                weights = [10 ** (self.glyphs.often[c] / 2) for c in rivals]
                characters[at] = self.random.choices(rivals, weights)[0]
                return
