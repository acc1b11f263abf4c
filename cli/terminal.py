"""What a person sees while a run goes on, and the table at its end."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn
from rich.table import Table

from core.clock import BEIJING
from core.finding import STATE_NAMES, Finding
from core.result import OUTCOME_NAMES, Outcome
from core.subject import PLATFORM_NAMES, Account, Subject
from core.verdict import GRADE_NAMES, Grade, Verdict

COLOURS = {Grade.QUALIFIED: "green", Grade.DISQUALIFIED: "red", Grade.PENDING: "yellow"}
screen = Console(stderr=True)


class Board:
    """Live lines: one for the whole, one for each subject in hand. Safe to call from threads."""

    def __init__(self, bars: Progress, total: int) -> None:
        self._bars = bars
        self._lock = Lock()
        self._whole = bars.add_task("全部对象", total=total, note="")
        self._each: dict[str, TaskID] = {}

    def pages(self, subject: Subject, pages: int, note: str) -> None:
        """A subject in hand has read so many pages."""
        with self._lock:
            if subject.key not in self._each:
                self._each[subject.key] = self._bars.add_task(subject.name, total=None, note="")
            self._bars.update(
                self._each[subject.key], completed=pages, note=f"{pages} 页 {note}".strip()
            )

    def finished(self, subject: Subject) -> None:
        """A subject is done."""
        with self._lock:
            if (line := self._each.pop(subject.key, None)) is not None:
                self._bars.remove_task(line)
            self._bars.advance(self._whole)


@contextmanager
def board(total: int) -> Iterator[Board]:
    """A live display while the block runs; plain silence where the output is no terminal."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[note]}"),
    )
    with Progress(*columns, console=screen, transient=True) as bars:
        yield Board(bars, total)


def score_text(verdict: Verdict) -> str:
    """A settled score as one number, an open one as its span."""
    if verdict.score is None:
        return "—"
    low, high = (f"{one.normalize():f}" for one in verdict.score)
    return low if low == high else f"{low}～{high}"


def verdict_table(
    subjects: Iterable[Subject], verdicts: Mapping[str, Verdict], notes: Mapping[str, str]
) -> Table:
    """One line a subject: what it is, how it stands, and why."""
    table = Table(title="监测结果", title_justify="left", header_style="bold", expand=False)
    for head in ("对象", "类别", "结论", "得分", "说明"):
        table.add_column(head, overflow="fold")
    for subject in subjects:
        kind = PLATFORM_NAMES[subject.platform] if isinstance(subject, Account) else "网站"
        verdict = verdicts.get(subject.key)
        grade = verdict.grade if verdict else Grade.PENDING
        table.add_row(
            subject.name,
            kind,
            f"[{COLOURS[grade]}]{GRADE_NAMES[grade]}[/]",
            score_text(verdict) if verdict else "—",
            notes.get(subject.key, ""),
        )
    return table


MOST_LINES = 40


def print_findings(found: Sequence[Mapping[str, Any]]) -> None:
    """What one scan found, as `scan_json` tells it. Long lists are cut; the report has them all."""
    for one in found[:MOST_LINES]:
        outcome = OUTCOME_NAMES[Outcome(one["outcome"])]
        screen.print(f"· [bold]{escape(one['message'])}[/]（{outcome}，{one['check']}）")
        seen = f"（见于 {one['page']}）" if one["page"] not in ("", one["url"]) else ""
        screen.print(f"    {escape(one['url'] + seen)}", style="dim")
        for quote in one["quotes"][:2]:
            screen.print(f"    “{escape(quote)}”", style="dim")
    if len(found) > MOST_LINES:
        screen.print(f"……另有 {len(found) - MOST_LINES} 条，见报告。")
    screen.print(f"共发现 {len(found)} 条问题或疑似问题。")


def findings_table(found: Sequence[Finding], names: Mapping[str, str]) -> Table:
    """One line a finding."""
    table = Table(title="问题", title_justify="left", header_style="bold")
    for head in ("编号", "对象", "检查项", "说明", "页面", "首次发现", "状态"):
        table.add_column(head, overflow="fold")
    for one in found:
        table.add_row(
            one.id,
            escape(names.get(one.subject, one.subject)),
            one.check,
            escape(one.message),
            escape(one.evidence.page or one.evidence.url),
            f"{one.first_seen.astimezone(BEIJING):%Y-%m-%d %H:%M}",
            STATE_NAMES[one.state],
        )
    return table
