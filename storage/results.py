"""Results: one packed row for each check, subject and run, with its counts beside it."""

from collections import Counter
from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from core.result import Outcome, Result
from storage.tables import results


def save_results(tx: sa.Connection, run: str, those: Iterable[Result]) -> None:
    """Write all results of one or more subjects in a run.

    What the run held of these subjects before is replaced: a subject that was begun again after a
    kill must not count twice.
    """
    groups: dict[tuple[str, str], list[Result]] = {}
    for one in those:
        groups.setdefault((one.subject, one.check), []).append(one)
    if not groups:
        return
    again = {subject for subject, _ in groups}
    tx.execute(sa.delete(results).where(results.c.run == run, results.c.subject.in_(again)))
    tx.execute(
        sa.insert(results),
        [
            {
                "run": run,
                "subject": subject,
                "check": check,
                "counts": Counter(one.outcome for one in group),
                "results": tuple(group),
            }
            for (subject, check), group in groups.items()
        ],
    )


def results_of(tx: sa.Connection, run: str, subject: str = "") -> tuple[Result, ...]:
    """The results of a run, of one subject or of all, in the order in which they were saved."""
    query = sa.select(results.c.results).where(results.c.run == run).order_by(results.c.id)
    if subject:
        query = query.where(results.c.subject == subject)
    return tuple(one for row in tx.execute(query) for one in row.results)


def outcome_counts(tx: sa.Connection, run: str) -> Mapping[str, Mapping[Outcome, int]]:
    """How often each check of a run said what, over all subjects; nothing is unpacked for it."""
    query = sa.select(results.c.check, results.c.counts).where(results.c.run == run)
    counted: dict[str, Counter[Outcome]] = {}
    for row in tx.execute(query):
        counted.setdefault(row.check, Counter()).update(row.counts)
    return counted
