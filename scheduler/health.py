"""Watch the watcher: before tonight's findings are believed, ask whether tonight's looking was sound.

A doubted subject keeps its results on record, but they open no findings and give no verdict; a
doubted run does so for all its subjects. Each doubt is a sentence that says what to look at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from core.dossier import Dossier
from core.facts import ColumnPage, HomePage, PageText
from core.gap import WORTH_A_RETRY
from core.result import Outcome, Result
from core.run import Health


@dataclass(frozen=True, slots=True)
class HealthLimits:
    """From the settings, section health. Shares lie between 0 and 1."""

    max_dark_share: float  # subjects that gave nothing at all
    max_error_share: float  # results that are errors of ours
    min_page_share: float  # pages read, against the median of the last runs
    min_history: int  # runs before that median means anything


@dataclass(frozen=True, slots=True)
class Taken:
    """What one subject's turn brought, in counts."""

    name: str
    pages: int
    dated: int  # list entries with a date
    entries: int
    errors: int
    results: int
    dark: bool  # not one fact, and for reasons that may lie with our own network


def take(dossier: Dossier, results: Sequence[Result]) -> Taken:
    """Count a dossier and what the checks made of it."""
    lists = [f.entries for f in dossier.facts if isinstance(f, HomePage | ColumnPage)]
    entries = [entry for one in lists for entry in one]
    looked = [f for f in dossier.facts if type(f).__name__ not in ("Probe",)]
    retry = any(gap.reason in WORTH_A_RETRY for gap in dossier.gaps)
    return Taken(
        dossier.subject.name,
        sum(isinstance(f, PageText) for f in dossier.facts),
        sum(e.published is not None for e in entries),
        len(entries),
        sum(r.outcome is Outcome.ERROR for r in results),
        len(results),
        not looked and retry,
    )


def doubts(taken: Taken, before: Sequence[Taken], limits: HealthLimits) -> tuple[str, ...]:
    """Why this subject's results should not be believed tonight; empty where they may be."""
    found = []
    if taken.results and taken.errors / taken.results > limits.max_error_share:
        found.append(
            f"“{taken.name}”的检查有 {taken.errors}/{taken.results} 项因本系统出错未完成，请查看日志"
        )
    usual = [b for b in before if not b.dark]
    if len(usual) >= limits.min_history and not taken.dark:
        pages = median(b.pages for b in usual)
        if taken.pages < pages * limits.min_page_share:
            found.append(
                f"“{taken.name}”只读到 {taken.pages} 页，以往约 {pages:.0f} 页，可能被拦截或已改版"
            )
        if taken.entries and not taken.dated and median(b.dated for b in usual):
            found.append(f"“{taken.name}”的列表突然读不出日期，可能已改版，请核对后再认定不更新")
    return tuple(found)


def run_health(
    taken: Mapping[str, Taken], doubted: Mapping[str, tuple[str, ...]], limits: HealthLimits
) -> Health:
    """The whole run: with most subjects dark at once, the fault is more likely ours than theirs."""
    dark = sum(t.dark for t in taken.values())
    notes = [note for each in doubted.values() for note in each]
    few = 2  # one dark subject of one, or of two, says nothing about our own line
    if len(taken) > few and dark / len(taken) > limits.max_dark_share:
        notes.insert(
            0, f"{dark}/{len(taken)} 个对象同时无法访问，请先检查本机网络；本次结果不作认定"
        )
        return Health(False, tuple(notes))
    return Health(True, tuple(notes))
