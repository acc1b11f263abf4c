"""文字表述的度量: strict metrics on sets of source<TAB>target lines, false alarms on clean text.

    python -m benchmarks.wording DATA [--clean FILE ...] [--peer]

DATA is a folder of .tsv files; a line whose two sides are equal is clean. `benchmarks/severe.tsv`
is always measured. Figures are printed as a table; docs/benchmarks-wording.md keeps them.

Strict: a sentence counts as corrected when every wrong place and every replacement is right, and
each sentence with an alarm counts in the precision. CharDet: by character flagged.
"""

import argparse
import resource
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from checks.wording import suspect
from checks.wording.engine import read
from checks.wording.misprint import Misprint, Tier

SEVERE = Path(__file__).with_name("severe.tsv")
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
        return _prf(self.corrected, self.alarmed, self.faulty)

    @property
    def detected(self) -> tuple[float, float, float]:
        return _prf(self.hit, self.flagged, self.wrong)


def _prf(right: int, said: int, true: int) -> tuple[float, float, float]:
    p, r = right / said if said else 0.0, right / true if true else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def pairs(path: Path) -> list[Pair]:
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
    characters = list(sentence)
    for score, start, better in found:
        if score >= threshold:
            characters[start : start + len(better)] = better
    return "".join(characters)


def score(rows: Sequence[Pair], corrected: Sequence[str]) -> Score:
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


def severe(path: Path = SEVERE) -> tuple[int, int, list[str]]:
    """Found, all, and the sentences that were missed: sentence<TAB>wrong form a line."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line]
    missed = []
    for sentence, wrong, *_ in rows:
        at = sentence.index(wrong)
        found = read(sentence, tiers={Tier.SEVERE})
        if not any(one.start < at + len(wrong) and at < one.end for one in found):
            missed.append(f"{wrong}：{sentence}")
    return len(rows) - len(missed), len(rows), missed


def alarms(lines: Iterable[str], tiers: Iterable[Tier]) -> tuple[list[Misprint], int, float]:
    """What is reported at the set threshold, characters read, seconds of one core."""
    asked, size, found = frozenset(tiers), 0, []
    start = time.process_time()
    for line in lines:
        size += len(line)
        found += read(line, tiers=asked)
    return found, size, time.process_time() - start


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


def peer() -> Callable[[str], str] | None:
    """pycorrector's ProperCorrector: the only one of its correctors that needs no model file."""
    try:
        from pycorrector import ProperCorrector
    except ImportError:
        return None
    corrector = ProperCorrector()
    return lambda sentence: str(corrector.correct(sentence)["target"])


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="文字表述检查的度量")
    parser.add_argument("data", type=Path, help="测试集目录，内为 原句<TAB>正确句 的 .tsv")
    parser.add_argument("--clean", type=Path, nargs="*", default=[], help="无错文本")
    parser.add_argument("--peer", action="store_true", help="同时度量 pycorrector")
    asked = parser.parse_args(arguments)
    start = time.process_time()
    read("预热。", tiers=REPORTED)
    model = suspect.load(suspect.word_library())
    print(f"模型 {model.version}；载入 {time.process_time() - start:.1f} 秒")
    found, total, missed = severe()
    print(f"严重表述错误自编用例：{found}/{total}")
    for line in missed:
        print("  未检出", line)
    corrector = peer() if asked.peer else None
    print("集 | 句 | 最佳F1 P/R/F1 @阈值 | 疑似档 CharDet P/R | 其中 A、A- 改动")
    for path in sorted(asked.data.glob("*_test.tsv")):
        rows = pairs(path)
        proposed = [changes(source) for source, _ in rows]
        top, threshold = best(rows, proposed)
        both = zip(rows, proposed, strict=True)
        at = score(rows, [applied(s, f, suspect.THRESHOLD) for (s, _), f in both])
        sure = sum(one[0] >= 1.0 for f in proposed for one in f)
        p, r, f1 = (100 * x for x in top.strict)
        dp, dr, _ = (100 * x for x in at.detected)
        print(
            f"{path.stem} | {len(rows)} | {p:.1f}/{r:.1f}/{f1:.1f} @{threshold:.2f}"
            f" | {dp:.1f}/{dr:.1f} | {sure}",
            flush=True,
        )
        if corrector is not None:
            p, r, f1 = (100 * x for x in score(rows, [corrector(s) for s, _ in rows]).strict)
            print(f"  pycorrector ProperCorrector | {p:.1f}/{r:.1f}/{f1:.1f}")
    for path in [*sorted(asked.data.glob("clean_*.tsv")), *asked.clean]:
        lines = clean_lines(path)
        sure, size, seconds = alarms(lines, {Tier.SEVERE, Tier.CERTAIN})
        suspected, _, slow = alarms(lines, REPORTED)
        of_b = [one for one in suspected if one.tier is Tier.SUSPECTED]
        kept = once(of_b, lines)
        print(
            f"{path.stem} | {size} 字 | A、A- 报 {len(sure)}"
            f" | B 每万字 {1e4 * len(of_b) / size:.2f}，去除他句重复后 {1e4 * len(kept) / size:.2f}"
            f" | A、A- {size / seconds:,.0f} 字/秒 | A 至 B {size / slow:,.0f} 字/秒",
            flush=True,
        )
        for one in sure:
            print(f"  {one.tier} {one.wrong}→{one.suggestion}：{one.sentence[:60]}")
    print(f"内存峰值 {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
