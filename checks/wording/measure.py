"""度量: strict metrics on sets of source<TAB>target lines, false alarms on clean text. Pure: what is
read and printed is `govpatrol benchmark wording`'s.

Strict: a sentence counts as corrected when every wrong place and every replacement is right, and
each sentence with an alarm counts in the precision. Detected: by character flagged.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from checks.wording import suspect
from checks.wording.engine import read
from checks.wording.misprint import Misprint, Tier

SEVERE = Path(str(resources.files(__package__) / "data" / "severe.tsv"))
REPORTED = (Tier.SEVERE, Tier.CERTAIN, Tier.SUSPECTED)
Pair = tuple[str, str]
Change = tuple[float, int, str]
"""Score, place, what to put there."""


@dataclass(frozen=True)
class Score:
    """Counts of one set at one threshold."""

    alarmed: int  # sentences with an alarm
    faulty: int
    corrected: int
    flagged: int  # characters
    wrong: int
    hit: int
    characters: int

    @property
    def strict(self) -> tuple[float, float, float]:
        """Precision, recall and F1 by sentence."""
        return _prf(self.corrected, self.alarmed, self.faulty)

    @property
    def detected(self) -> tuple[float, float, float]:
        """Precision, recall and F1 by character."""
        return _prf(self.hit, self.flagged, self.wrong)


def _prf(right: int, said: int, true: int) -> tuple[float, float, float]:
    p, r = right / said if said else 0.0, right / true if true else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def pairs(path: Path) -> list[Pair]:
    """Lines of equal length on both sides."""
    rows = (line.split("\t")[:2] for line in path.read_text("utf-8").splitlines())
    return [(row[0], row[1]) for row in rows if len(row) > 1 and len(row[0]) == len(row[1])]


def clean_lines(path: Path) -> list[str]:
    """Lines of a .txt, or the targets of a .tsv."""
    lines = path.read_text("utf-8").splitlines()
    return [line.split("\t")[1] for line in lines] if path.suffix == ".tsv" else lines


def changes(sentence: str) -> list[Change]:
    """Every change of equal length that any tier proposes, down to the lowest score."""
    found = read(sentence, tiers=REPORTED, threshold=0.05)
    return [
        (one.score if one.tier is Tier.SUSPECTED else 1.0, one.start, one.suggestion)
        for one in found
        if len(one.suggestion) == one.end - one.start
    ]


def applied(sentence: str, found: Iterable[Change], threshold: float) -> str:
    """The sentence with the changes of at least that score."""
    characters = list(sentence)
    for score, start, better in found:
        if score >= threshold:
            characters[start : start + len(better)] = better
    return "".join(characters)


def score(rows: Sequence[Pair], corrected: Sequence[str]) -> Score:
    """Counts of what was made of the sources."""
    alarmed = faulty = right = flagged = wrong = hit = size = 0
    for (source, target), written in zip(rows, corrected, strict=True):
        gold = {i for i, (a, b) in enumerate(zip(source, target, strict=True)) if a != b}
        said = {i for i, (a, b) in enumerate(zip(source, written, strict=False)) if a != b}
        if len(written) != len(source):
            said.add(-1)
        alarmed += bool(said)
        faulty += bool(gold)
        right += bool(gold) and written == target
        flagged, wrong, hit = flagged + len(said), wrong + len(gold), hit + len(gold & said)
        size += len(source)
    return Score(alarmed, faulty, right, flagged, wrong, hit, size)


def best(rows: Sequence[Pair], found: Sequence[list[Change]]) -> tuple[Score, float]:
    """The score at the threshold with the best strict F1."""
    measured = []
    for step in range(4, 20):
        threshold = step / 20
        at = score(rows, [applied(s, f, threshold) for (s, _), f in zip(rows, found, strict=True)])
        measured.append((at, threshold))
    return max(measured, key=lambda one: one[0].strict[2])


@dataclass(frozen=True)
class Severe:
    """Serious misstatements: found, all, what was missed, and right twins that were reported."""

    found: int
    total: int
    missed: tuple[str, ...]
    false: tuple[str, ...]


def severe(path: Path = SEVERE) -> Severe:
    """A line is sentence<TAB>wrong form, or sentence<TAB>right sentence."""
    missed, false, total = [], [], 0
    for line in path.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) < 2 or line.startswith("#"):  # noqa: PLR2004
            continue
        total += 1
        sentence, other = cells[:2]
        at = sentence.find(other)
        start, end = (at, at + len(other)) if at >= 0 else _differing(sentence, other)
        found = read(sentence, tiers={Tier.SEVERE})
        if not any(one.start < end and start < one.end for one in found):
            missed.append(sentence)
        if at < 0 and read(other, tiers={Tier.SEVERE}):
            false.append(other)
    return Severe(total - len(missed), total, tuple(missed), tuple(false))


def _differing(one: str, other: str) -> tuple[int, int]:
    """The span of `one` that is not as in `other`."""
    least = min(len(one), len(other))
    head = next((k for k in range(least) if one[k] != other[k]), least)
    tail = next((k for k in range(least - head) if one[-1 - k] != other[-1 - k]), least - head)
    end = len(one) - tail
    return (head, end) if end > head else (max(0, head - 1), head + 1)


def alarms(lines: Iterable[str], tiers: Iterable[Tier]) -> tuple[list[Misprint], int]:
    """What is reported at the set threshold, and characters read."""
    asked, size = frozenset(tiers), 0
    found: list[Misprint] = []
    for line in lines:
        size += len(line)
        found += read(line, tiers=asked)
    return found, size


def once(found: Iterable[Misprint], lines: Sequence[str]) -> list[Misprint]:
    """Less those that the other sentences of the set explain, as the check does for a site."""
    distinct = list(dict.fromkeys(lines))

    def holding(pair: str) -> int:
        return sum(pair in line for line in distinct)

    kept = []
    for one in found:
        line = next(
            line
            for line in distinct
            if line[one.start : one.end] == one.wrong and one.sentence in line
        )
        if not suspect.repeated(line, holding, one.start, one.end):
            kept.append(one)
    return kept
