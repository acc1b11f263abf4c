"""From a sealed dossier to results and a verdict. No network: any run can be judged again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from checks.registry import all_checks
from checks.runner import params_digest, run
from core.codec import encode
from core.dossier import Dossier, Once, make_anew
from core.finding import Decision, Exemption
from core.indicator import Rulebook
from core.result import Result
from core.subject import Subject
from core.verdict import Entry, Verdict
from core.version import CODE_VERSION
from scheduler.dossiers import open_dossier
from scheduler.recall import Recall
from scoring.standing import applies
from scoring.verdict import judge as weigh


@dataclass(frozen=True, slots=True)
class Judged:
    """What the checks said for each row of the rulebook that applies to the subject."""

    subject: Subject
    by_row: Mapping[str, tuple[Result, ...]]

    @property
    def results(self) -> tuple[Result, ...]:
        """Each result once, in a fixed order, whichever rows it serves."""
        return tuple(sorted({r for rs in self.by_row.values() for r in rs}, key=_order))


def run_checks(rulebook: Rulebook, dossier: Dossier, once: Once = make_anew) -> Judged:
    """Run every check that a row asks for; the same check with the same limits runs once."""
    said: dict[tuple[str, str], tuple[Result, ...]] = {}
    by_row: dict[str, tuple[Result, ...]] = {}
    for row in rulebook.indicators:
        if not applies(row, dossier.subject):
            continue
        gathered: list[Result] = []
        for check_id, params in row.checks.items():
            name = (check_id, params_digest(params))
            if name not in said:
                said[name] = tuple(run(all_checks()[check_id], dossier, params, once))
            gathered += said[name]
        by_row[row.id] = tuple(gathered)
    return Judged(dossier.subject, by_row)


def judge_sealed(path: Path, rulebook: Rulebook, memory: Path, days: int) -> Judged:
    """The same from the disk; what a worker of the process pool is given.

    `memory` keeps for `days` what was said of pages, so that no bytes are judged twice.
    """
    dossier = open_dossier(path)
    recall = Recall(memory, dossier.as_of, days)
    try:
        return run_checks(rulebook, dossier, recall.once)
    finally:
        recall.close()


def regroup(rulebook: Rulebook, subject: Subject, results: Sequence[Result]) -> Judged:
    """Stored results back under the rows that asked for them."""
    said: dict[tuple[str, str], list[Result]] = {}
    for result in results:
        said.setdefault((result.check, result.params), []).append(result)
    by_row = {
        row.id: tuple(
            result
            for check_id, params in row.checks.items()
            for result in said.get((check_id, params_digest(params)), ())
        )
        for row in rulebook.indicators
        if applies(row, subject)
    }
    return Judged(subject, by_row)


@dataclass(frozen=True, slots=True)
class Decided:
    """What people have decided about one subject, as it stands at a monitoring point."""

    rulings: Mapping[str, Decision]
    exemptions: Sequence[Exemption]
    entries: Sequence[Entry]


def verdict_of(judged: Judged, rulebook: Rulebook, decided: Decided, as_of: datetime) -> Verdict:
    """Weigh the results under people's decisions."""
    return weigh(
        rulebook,
        judged.subject,
        judged.by_row,
        decided.rulings,
        decided.exemptions,
        as_of,
        CODE_VERSION,
        entries=decided.entries,
    )


def canonical(results: Sequence[Result]) -> bytes:
    """One line a result, sorted: two judgings agree when these bytes do."""
    lines = [json.dumps(encode(r), ensure_ascii=False, sort_keys=True) for r in results]
    return "\n".join(sorted(lines)).encode()


def _order(result: Result) -> tuple[str, ...]:
    return (result.check, result.params, result.locus, result.outcome.value, result.message)
