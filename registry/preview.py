"""What a sheet says before anything is written: the good rows, the refused ones, and the notes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.facts import Post, Probe
from core.repost import RepostTask
from core.subject import Column, Region, Subject, Unit
from core.verdict import Entry


class SheetError(ValueError):
    """Nothing could be read at all; the message is one Chinese sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One row that does not go in. `row` as Excel counts it, `column` by its header."""

    row: int
    column: str
    value: str
    reason: str
    sheet: str = ""

    @property
    def sentence(self) -> str:
        """第5行“首页网址”（abc）：不是网址."""
        where = f"工作表“{self.sheet}”" if self.sheet else ""
        value = f"（{self.value}）" if self.value else ""
        return f"{where}第{self.row}行“{self.column}”{value}：{self.reason}"


@dataclass(frozen=True, slots=True)
class Preview:
    """`fields`: what the sheet has columns for; what it has none for is not changed by an import.

    Subjects for sites, sections and accounts; columns and probes by the code of their site;
    regions also where a sheet of subjects pairs names with codes.
    """

    kind: str
    subjects: tuple[Subject, ...] = ()
    refused: tuple[RefusedRow, ...] = ()
    notes: tuple[str, ...] = ()
    fields: frozenset[str] = frozenset()
    columns: Mapping[str, tuple[Column, ...]] = field(default_factory=dict, hash=False)
    probes: Mapping[str, tuple[Probe, ...]] = field(default_factory=dict, hash=False)
    units: tuple[Unit, ...] = ()
    regions: tuple[Region, ...] = ()
    posts: tuple[tuple[str, Post, bool], ...] = ()  # Account.key, post, whether it is the newest
    tasks: tuple[RepostTask, ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def accepted(self) -> int:
        """How many rows would go in."""
        match self.kind:
            case "columns":
                return sum(map(len, self.columns.values()))
            case "probes":
                return sum(map(len, self.probes.values()))
            case "units":
                return len(self.units)
            case "posts":
                return len(self.posts)
            case "reposts":
                return len(self.tasks)
            case "entries":
                return len(self.entries)
            case "regions":
                return len(self.regions)
            case _:
                return len(self.subjects)
