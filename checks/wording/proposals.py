"""候选: where a sentence would read better, by what, and the figures the ranker weighs it by."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from checks.wording.charmodel import CharModel, Line
from checks.wording.confusables import SAME, Glyphs
from checks.wording.lexicon import Lexicon
from checks.wording.wordmodel import Lattice, WordModel

FEATURES = (
    "gain_chars", "gain_words", "gain", "lead", "likeness", "length", "word_before", "word_after",
    "share_before", "share_after", "fewer_words", "score", "score_around", "often_before",
    "often_after", "left", "right", "clause", "rivals", "clause_start", "clause_end", "share_alone",
    "changed", "cover_before", "cover_after", "surname", "surname_left", "surname_left2",
    "closes", "right2", "density", "cover_share_before", "cover_share_after", "country",
    "left2", "seen_before", "seen_after", "step_before", "step_next", "step_left", "step_left2",
    "step_after", "step_after_next", "rest",
)  # fmt: skip
"""Order of `Proposal.features`."""

_LEAST = 0.8  # log10 that a reading must gain to be weighed at all
_LEAST_WORD = 1.3
_WEIGHED = 4  # readings of one place that get the second opinion
_MENDERS = 3  # and more of them that mend a broken word
_WORST = -3.5  # what a mender may lose by the character model, which knows official texts only
_RARE_WORD = -6.2
_LONGEST_CLAUSE = 80
_MOST_SOUNDS = 8
_ALIKE = ("的地得", "他她它", "一二三四五六七八九十百千万亿两")

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊"
    "纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭"
    "洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮储靳井段富巫乌焦巴弓牧隗山谷车侯班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙"
    "叶幸司韶黎薄印宿白怀蒲丛鄂索咸籍赖卓蔺屠蒙池乔阴苍双闻莘党翟谭贡劳姬申扶冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温庄晏柴瞿阎"
    "充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾沙养鞠丰"
    "巢关相查后荆红游竺权逯盖益桓公肖闫覃迟冼苟付"
)


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
        word_before, word_after = _word_at(old, lattice.words, left), _word_at(new, cut, left)
        tokens, scores, end = line.tokens, line.scores, at + size
        around = scores[at : end + 1]
        often, share, names = self.glyphs.often, self.words.share, SURNAMES
        cover_before, cover_after = self._cover(old, left, size), self._cover(new, left, size)
        fewer = _words_up_to(lattice.words, sum(cut)) - len(cut)
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
            _neighbours(old, left, size, self.lexicon.share),
            _neighbours(new, left, size, self.lexicon.share),
            *self._steps(clause, at, new, cut),
        )  # fmt: skip
        start = line.places[at]
        return Proposal(start, start + size, replacement, features)

    def _steps(self, clause: Clause, at: int, new: str, cut: tuple[int, ...]) -> tuple[float, ...]:
        """How likely the words around the place are in their context, before and after; and how
        likely the rest of the clause is for each character: names and odd texts are all unlikely."""
        steps, k = clause.lattice.steps, clause.steps[at - clause.start]
        here, left = steps[k], at - clause.start
        near = [step for step in steps[max(0, k - 4) : k + 6] if step is not here]
        rest = sum(step.score for step in near) / (sum(len(step.word) for step in near) or 1)
        state, start, after = self.words.start(), 0, [0.0, 0.0]
        for length in cut:
            score, state = self.words.follow(state, new[start : start + length])
            if start <= left < start + length:
                after[0] = score
            elif start > left:
                after[1] = score
                break
            start += length
        return (
            here.score,
            steps[k + 1].score if k + 1 < len(steps) else 0.0,
            steps[k - 1].score if k else 0.0,
            steps[k - 2].score if k > 1 else 0.0,
            *after,
            rest,
        )

    def _cover(self, clause: str, at: int, size: int) -> tuple[int, float]:
        """Length and share of the longest listed word that holds the place."""
        share = self.lexicon.share
        longest, best = 1, -9.0
        for start in range(max(0, at - 4), at + 1):
            for end in range(min(len(clause), start + 6), at + size - 1, -1):
                if end - start <= longest:
                    break
                word = clause[start:end]
                if word in share or self.words.known(word):
                    longest, best = end - start, share.get(word, -7.0)
                    break
        return longest, best


def _neighbours(clause: str, at: int, size: int, share: dict[str, float]) -> float:
    """Share of the commonest two-character word that the place makes with a neighbour."""
    last = at + size
    return max(
        share.get(clause[max(0, at - 1) : at + 1], -9.0),
        share.get(clause[last - 1 : last + 1], -9.0),
    )


def _words_up_to(lengths: tuple[int, ...], end: int) -> int:
    count = place = 0
    for length in lengths:
        if place >= end:
            break
        place += length
        count += 1
    return count


def _word_at(clause: str, lengths: tuple[int, ...], at: int) -> str:
    start = 0
    for length in lengths:
        if start <= at < start + length:
            return clause[start : start + length]
        start += length
    return clause[at : at + 1]
