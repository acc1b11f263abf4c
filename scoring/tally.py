"""汇总: count a period once. Printers count nothing that is not here.

What is pending enters neither side of a rate, and no list but that of the pending.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from core.exposure import ExposureRow
from core.finding import Finding
from core.indicator import Kind, Rulebook
from core.period import Period
from core.rate import Rate, Rounding
from core.subject import (
    PLATFORM_NAMES,
    Account,
    Region,
    RunState,
    Section,
    Site,
    Subject,
)
from core.tally import CountRow, FailingRow, PendingRow, ScoreRow, Tally, UnitCount
from core.verdict import Grade, Standing, Verdict
from scoring.bands import bands
from scoring.exposures import exposure_rows
from scoring.ledger import charged, followed, ledger_row, order, problem_type, responsible_unit
from scoring.places import Places, platform_label, platform_order
from scoring.standing import tags

S = TypeVar("S", bound=Subject)

_TOTAL = "合计"
_NAMED = 3  # open rows named one by one in the list of the pending


@dataclass(frozen=True, slots=True)
class Terms:
    """How one office counts and prints; from its settings."""

    issuer: str
    region_code: str  # six digits, "" for none
    region_name: str  # 全市 / 全州 …
    deadline: str = ""  # as printed: scoring.workdays.deadline(...).text
    decimals: int = 1
    rounding: Rounding = Rounding.HALF_UP
    platform_groups: Mapping[str, Sequence[str]] = field(default_factory=dict, hash=False)


def tally(
    period: Period,
    terms: Terms,
    subjects: Iterable[Subject],
    verdicts: Mapping[str, Verdict],
    findings: Sequence[Finding],
    previous: Sequence[Finding],
    rulebook: Rulebook,
    regions: Sequence[Region],
    as_of: datetime,
    year: Sequence[Finding] = (),
) -> Tally:
    """Count the running subjects. `verdicts` by Subject.key, the last of the period; `findings` of the
    period with all their events; `previous` are those that were seen in
    the period before, candidates too; `as_of` is the monitoring point that the notice names; `year` are
    those that were seen from the first day of the year to the last of the period."""
    places = Places(regions, terms.region_code, terms.region_name)
    running = sorted(
        (s for s in subjects if s.state is RunState.RUNNING),
        key=lambda s: (*places.key(s), s.name, s.key),
    )
    book = _Book(terms, places, verdicts, rulebook)
    groups = terms.platform_groups or rulebook.platform_groups
    sites = [s for s in running if isinstance(s, Site)]
    accounts = [s for s in running if isinstance(s, Account)]
    scored = [s for s in sites if tags(s) & set(rulebook.scored)]
    by_key = {s.key: s for s in running}
    left, mended = followed(by_key, verdicts, previous, rulebook)
    held = sorted(
        charged(period, by_key, verdicts, findings, rulebook),
        key=lambda one: order(one, places.key(one.subject)),
    )
    exposed = _exposed(period, by_key, verdicts, year, rulebook, book.place)
    return Tally(
        period=period,
        issuer=terms.issuer,
        region_name=terms.region_name,
        as_of=as_of,
        rulebook=rulebook.id,
        rulebook_title=rulebook.title,
        rulebook_sha256=rulebook.sha256,
        sites=book.count(_TOTAL, sites),
        sections=book.count(_TOTAL, [s for s in running if isinstance(s, Section)]),
        accounts=book.count(_TOTAL, accounts),
        sites_by_region=book.count_by(sites, book.place),
        accounts_by_region=book.count_by(accounts, book.place),
        accounts_by_platform=book.count_by(
            accounts, lambda one: platform_label(one, groups), platform_order(groups)
        ),
        failing=book.failing(running),
        faulty=book.faulty(running),
        pending=tuple(book.pending(s) for s in running if book.grade(s) is Grade.PENDING),
        scores=tuple(book.score(s) for s in scored),
        ledger=tuple(ledger_row(n, one, terms.deadline) for n, one in enumerate(held, 1)),
        problems_by_type=_most_first(problem_type(one.row) for one in held),
        problems_by_unit=tuple(
            UnitCount(unit, times)
            for unit, times in _most_first(responsible_unit(one.subject) for one in held)
        ),
        unseen_rows=book.unseen(running),
        previous_open=left,
        previous_closed=mended,
        score_bands=bands(
            v.score[0]
            for s in scored
            if (v := verdicts.get(s.key)) and v.score and v.score[0] == v.score[1]
        ),
        exposed=exposed[0],
        exposed_by_region=exposed[1],
        exposed_by_unit=exposed[2],
    )


def _exposed(
    period: Period,
    subjects: Mapping[str, Subject],
    verdicts: Mapping[str, Verdict],
    year: Sequence[Finding],
    rulebook: Rulebook,
    place: Callable[[Subject], str],
) -> tuple[ExposureRow | None, tuple[ExposureRow, ...], tuple[ExposureRow, ...]]:
    """In all, by county and by unit."""

    def rows(label: Callable[[Subject], str]) -> tuple[ExposureRow, ...]:
        return exposure_rows(period, subjects, verdicts, year, rulebook, label)

    whole = rows(lambda _: _TOTAL)
    return (whole[0] if whole else None), rows(place), rows(responsible_unit)


class _Book:
    """The verdicts of a period, asked by subject."""

    def __init__(
        self,
        terms: Terms,
        places: Places,
        verdicts: Mapping[str, Verdict],
        rulebook: Rulebook,
    ) -> None:
        self._terms, self._places, self._verdicts = terms, places, verdicts
        self._rulebook = rulebook
        self._rows = {row.id: row for row in rulebook.indicators}

    def grade(self, subject: Subject) -> Grade:
        """Pending where nobody has looked."""
        verdict = self._verdicts.get(subject.key)
        return verdict.grade if verdict else Grade.PENDING

    def place(self, subject: Subject) -> str:
        """The label of its region."""
        return self._places.key(subject)[1]

    def count(self, label: str, subjects: Sequence[Subject]) -> CountRow:
        """One line; the rate leaves the pending out."""
        grades = Counter(map(self.grade, subjects))
        good, bad = grades[Grade.QUALIFIED], grades[Grade.DISQUALIFIED]
        rate = Rate(good, good + bad, self._terms.decimals, self._terms.rounding)
        return CountRow(label, len(subjects), good, bad, grades[Grade.PENDING], rate)

    def count_by(
        self, subjects: Sequence[S], label: Callable[[S], str], wanted: Sequence[str] = ()
    ) -> tuple[CountRow, ...]:
        """A line a label, in the order `wanted`, else as the subjects come; empty lines left out."""
        under: dict[str, list[S]] = {name: [] for name in wanted}
        for subject in subjects:
            under.setdefault(label(subject), []).append(subject)
        return tuple(self.count(name, ones) for name, ones in under.items() if ones)

    def failing(self, subjects: Sequence[Subject]) -> tuple[FailingRow, ...]:
        """不合格, with the vetoes or the score that made it so."""
        return tuple(
            self._named(s, self._reasons(self._verdicts[s.key]))
            for s in subjects
            if self.grade(s) is Grade.DISQUALIFIED
        )

    def faulty(self, subjects: Sequence[Subject]) -> tuple[FailingRow, ...]:
        """存在问题: subjects with a tripped PROBLEM row, whatever their grade."""
        found = ((s, self._tripped(s, Kind.PROBLEM)) for s in subjects)
        return tuple(self._named(s, titles) for s, titles in found if titles)

    def pending(self, subject: Subject) -> PendingRow:
        """待定, and what is not known."""
        verdict = self._verdicts.get(subject.key)
        why = "本周期尚未检查"
        if verdict:
            titles = self._titles(verdict, Standing.OPEN, Kind.VETO)
            why = "、".join(titles[:_NAMED])
            if len(titles) > _NAMED:
                why += f"等{len(titles)}项"
            why = f"{why}未能测定或待人工复核" if titles else ""
            if not titles and verdict.score:
                why = f"得分在{verdict.score[0]}至{verdict.score[1]}之间，尚未确定"
        return PendingRow(subject.name, self.place(subject), _platform(subject), why)

    def score(self, site: Site) -> ScoreRow:
        """A vetoed portal has no score."""
        verdict = self._verdicts.get(site.key)
        return ScoreRow(
            self.place(site),
            site.name,
            site.code,
            verdict.score if verdict else None,
            self.grade(site),
        )

    def unseen(self, subjects: Sequence[Subject]) -> tuple[str, ...]:
        """Titles of rows that were judged for nobody, in the rulebook's order."""
        verdicts = [v for s in subjects if (v := self._verdicts.get(s.key))]
        seen: dict[str, bool] = {}
        for verdict in verdicts:
            for row in verdict.rows:
                seen[row.indicator] = seen.get(row.indicator, False) or not row.unseen
        rows = (row for row in self._rulebook.indicators if seen.get(row.id) is False)
        return tuple(dict.fromkeys(row.title for row in rows))

    def _named(self, subject: Subject, reasons: tuple[str, ...]) -> FailingRow:
        return FailingRow(
            subject.key,
            subject.kind,
            self.place(subject),
            responsible_unit(subject),
            subject.name,
            _platform(subject),
            reasons,
        )

    def _reasons(self, verdict: Verdict) -> tuple[str, ...]:
        if verdict.vetoed_by:
            return self._titles(verdict, Standing.TRIPPED, Kind.VETO)
        return (f"得分低于{self._rulebook.pass_at}分",)

    def _tripped(self, subject: Subject, kind: Kind) -> tuple[str, ...]:
        verdict = self._verdicts.get(subject.key)
        return self._titles(verdict, Standing.TRIPPED, kind) if verdict else ()

    def _titles(self, verdict: Verdict, standing: Standing, kind: Kind) -> tuple[str, ...]:
        rows = ((self._rows.get(s.indicator), s) for s in verdict.rows)
        titles = (
            row.title for row, s in rows if row and row.kind is kind and s.standing is standing
        )
        return tuple(dict.fromkeys(titles))


def _platform(subject: Subject) -> str:
    return PLATFORM_NAMES[subject.platform] if isinstance(subject, Account) else ""


def _most_first(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(names)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
