"""候选: where a sentence would read better, by what, and the figures the ranker weighs it by."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from checks.wording import figures
from checks.wording.charmodel import CharModel, Line
from checks.wording.confusables import SAME, Glyphs
from checks.wording.lexicon import Lexicon
from checks.wording.wordmodel import Lattice, WordModel

_LEAST = 0.8  # log10 that a reading must gain to be weighed at all
_LEAST_WORD = 1.3
_WEIGHED = 4  # readings of one place that get the second opinion
_MENDERS = 3  # and more of them that mend a broken word
_WORST = -3.5  # what a mender may lose by the character model, which knows official texts only
_RARE_WORD = -6.2
_LONGEST_CLAUSE = 80
_MOST_SOUNDS = 8
_ALIKE = ("的地得", "他她它", "一二三四五六七八九十百千万亿两")


@dataclass(frozen=True, slots=True)
class Proposal:
    """`start` and `end` are offsets in the sentence; `replacement` has as many characters."""

    start: int
    end: int
    replacement: str
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Another reading of one place, and what the character model gains by it (log10)."""

    gain: float
    replacement: str
    likeness: int


@dataclass(slots=True)
class Clause:
    """A run of Han characters of a line, cut into words. `start` is its first token."""

    start: int
    end: int
    lattice: Lattice
    steps: tuple[int, ...]  # for each token the number of its word in the likeliest cut


@dataclass(slots=True)
class Reader:
    """The models that propose, together."""

    chars: CharModel
    words: WordModel
    lexicon: Lexicon
    glyphs: Glyphs
    kept: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    sounding: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def propose(self, sentence: str) -> list[Proposal]:
        """At most one reading for each place, the one that both models like best."""
        line = self.chars.line(sentence)
        found: list[Proposal] = []
        for clause in self._clauses(line):
            for at in range(clause.start, clause.end):
                readings = self._readings(line, clause, at)
                if readings:
                    proposal = self._weigh(line, clause, at, readings)
                    if proposal is not None:
                        found.append(proposal)
        return found

    def _clauses(self, line: Line) -> Iterator[Clause]:
        tokens, readings = line.tokens, self.glyphs.readings
        at, size = 0, len(tokens)
        while at < size:
            start = at
            while at < size and at - start < _LONGEST_CLAUSE and tokens[at] in readings:
                at += 1
            if at > start:
                lattice = Lattice.of(self.words, "".join(tokens[start:at]))
                steps = [k for k, length in enumerate(lattice.words) for _ in range(length)]
                yield Clause(start, at, lattice, tuple(steps))
            else:
                at += 1

    def _readings(self, line: Line, clause: Clause, at: int) -> list[Reading]:
        """What the character model would rather read, and what would mend a broken word."""
        token = line.tokens[at]
        candidates = self._candidates(token)
        found: dict[str, Reading] = {}
        gain = line.gain
        if line.room(at) >= _LEAST:
            for candidate, likeness in candidates:
                gained = gain(at, candidate, _LEAST)
                if gained is not None:
                    found[candidate] = Reading(gained, candidate, likeness)
            for word in self._homophones(line, clause, at):
                gained = gain(at, word, _LEAST_WORD)
                if gained is not None:
                    found[word] = Reading(gained, word, 4)
        if len(found) > _WEIGHED:
            best = sorted(found.values(), key=lambda one: (-one.gain, one.replacement))[:_WEIGHED]
            found = {one.replacement: one for one in best}
        step = clause.lattice.steps[clause.steps[at - clause.start]]
        others = self._rivals(clause, at, candidates)
        if len(step.word) == 1:
            others += self._menders(clause, at, candidates)
        for candidate, likeness in others:
            if candidate not in found:
                gained = gain(at, candidate, _WORST)
                if gained is not None:
                    found[candidate] = Reading(gained, candidate, likeness)
        return list(found.values())

    def _candidates(self, token: str) -> tuple[tuple[str, int], ...]:
        """What may have been meant, but for pairs that no model of this size can tell apart."""
        made = self.kept.get(token)
        if made is None:
            alike = next((group for group in _ALIKE if token in group), "")
            made = self.kept[token] = tuple(
                one for one in self.glyphs.candidates(token) if one[0] not in alike
            )
        return made

    def _rivals(
        self, clause: Clause, at: int, candidates: tuple[tuple[str, int], ...]
    ) -> list[tuple[str, int]]:
        """Other words for the word that holds the place, which the word model would rather read."""
        lattice, k = clause.lattice, clause.steps[at - clause.start]
        word, inside = lattice.steps[k].word, at - clause.start - lattice.steps[k].start
        share = self.lexicon.share
        rivals: list[tuple[str, int]] = []
        if len(word) == 1:
            for candidate, likeness in candidates:
                if likeness == SAME and lattice.swap(k, candidate, _LEAST_WORD):
                    rivals.append((candidate, likeness))
        else:
            head, tail = word[:inside], word[inside + 1 :]
            for candidate, likeness in candidates:
                other = head + candidate + tail
                if other in share and lattice.swap(k, other, _LEAST):
                    rivals.append((candidate, likeness))
            if inside == 0:
                for other in self._sounding(word):
                    if lattice.swap(k, other, _LEAST_WORD):
                        rivals.append((other, 4))
        return rivals

    def _sounding(self, word: str) -> tuple[str, ...]:
        """Words that sound like this word and differ in two characters or more."""
        made = self.sounding.get(word)
        if made is None:
            sounds: list[str] = [""]
            for character in word:
                here = self.glyphs.readings[character]
                sounds = [f"{a} {b}" if a else b for a, b in product(sounds, here)][:_MOST_SOUNDS]
            made = self.sounding[word] = tuple(
                other
                for sound in sounds
                for other in self.lexicon.homophones.get(sound, ())
                if sum(a != b for a, b in zip(other, word, strict=True)) > 1
            )
        return made

    def _menders(
        self, clause: Clause, at: int, candidates: tuple[tuple[str, int], ...]
    ) -> list[tuple[str, int]]:
        """Candidates that make a word of what stands around, the most used words first."""
        written, place = clause.lattice.clause, at - clause.start
        left2, left = written[max(0, place - 2) : place], written[max(0, place - 1) : place]
        right, right2 = written[place + 1 : place + 2], written[place + 1 : place + 3]
        sides = {(a, b) for a in ("", left, left2) for b in ("", right, right2) if a or b}
        share = self.lexicon.share
        mended: list[tuple[float, str, int]] = []
        for candidate, likeness in candidates:
            best = _RARE_WORD
            for a, b in sides:
                found = share.get(a + candidate + b)
                if found is not None and found > best:
                    best = found
            if best > _RARE_WORD:
                mended.append((-best, candidate, likeness))
        mended.sort()
        return [(candidate, likeness) for _, candidate, likeness in mended[:_MENDERS]]

    def _homophones(self, line: Line, clause: Clause, at: int) -> list[str]:
        """Words that sound like what stands here and differ in two characters or more."""
        readings = self.glyphs.readings
        words: list[str] = []
        sounds: list[str] = [""]
        for length in range(1, min(4, clause.end - at) + 1):
            here = readings[line.tokens[at + length - 1]]
            if not here:
                break
            sounds = [f"{a} {b}" if a else b for a, b in product(sounds, here)][:_MOST_SOUNDS]
            if length == 1:
                continue
            written = line.tokens[at : at + length]
            for sound in sounds:
                for word in self.lexicon.homophones.get(sound, ()):
                    if sum(a != b for a, b in zip(word, written, strict=True)) > 1:
                        words.append(word)
        return words

    def _weigh(
        self, line: Line, clause: Clause, at: int, readings: list[Reading]
    ) -> Proposal | None:
        """Give them the second opinion; the winner's figures."""
        left, lattice = at - clause.start, clause.lattice
        weighed = []
        for one in readings:
            by_words, cut = lattice.instead(left, one.replacement)
            weighed.append((one.gain + by_words, by_words, one, cut))
        weighed.sort(key=lambda row: (-row[0], row[2].replacement))
        total, by_words, winner, cut = weighed[0]
        if total < _LEAST:
            return None
        replacement, size = winner.replacement, len(winner.replacement)
        lead = min(total - (weighed[1][0] if len(weighed) > 1 else -1.0), 8.0)
        old = lattice.clause
        new = old[:left] + replacement + old[left + size :]
        word_before, word_after = (
            figures.word_at(old, lattice.words, left),
            figures.word_at(new, cut, left),
        )
        tokens, scores, end = line.tokens, line.scores, at + size
        around = scores[at : end + 1]
        often, share, names = self.glyphs.often, self.words.share, figures.SURNAMES
        cover_before, cover_after = (
            figures.cover(self.words, self.lexicon.share, clause_, left, size)
            for clause_ in (old, new)
        )
        fewer = figures.words_up_to(lattice.words, sum(cut)) - len(cut)
        features = (
            winner.gain, by_words, total, lead, winner.likeness, size,
            len(word_before), len(word_after), share(word_before), share(word_after),
            fewer, scores[at], math.fsum(around) / len(around),
            often[tokens[at]], often.get(replacement[0], 0.0),
            scores[at - 1] if at else 0.0, scores[end] if end < len(scores) else 0.0,
            clause.end - clause.start, len(readings), float(left == 0), float(end == clause.end),
            share(tokens[at]),
            sum(a != b for a, b in zip(replacement, tokens[at:end], strict=True)),
            cover_before[0], cover_after[0],
            float(tokens[at] in names), float(at > 0 and tokens[at - 1] in names),
            float(at > 1 and tokens[at - 2] in names),
            float(end >= len(tokens) or tokens[end] not in often),
            scores[end + 1] if end + 1 < len(scores) else 0.0,
            line.before[-1] / len(tokens), cover_before[1], cover_after[1],
            float((at > 0 and tokens[at - 1] in "中两") + 2 * (end < len(tokens) and tokens[end] in "方中国")),
            scores[at - 2] if at > 1 else 0.0,
            figures.neighbours(old, left, size, self.lexicon.share),
            figures.neighbours(new, left, size, self.lexicon.share),
            *figures.around(self.words, lattice.steps, clause.steps[left], left, new, cut),
        )  # fmt: skip
        start = line.places[at]
        return Proposal(start, start + size, replacement, features)
