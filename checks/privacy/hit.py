"""What a recogniser found, before it is graded and masked. Lives in memory only."""

from bisect import bisect_left
from dataclasses import dataclass, field, replace

from checks.privacy.leak import LeakType, Severity


@dataclass(frozen=True, slots=True)
class Hit:
    """`value` in its standard form; `start`, `end` in the cleaned text. repr() shows no value."""

    type: LeakType
    start: int
    end: int
    value: str = field(repr=False)
    severity: Severity
    rule: str
    name: str = ""
    candidates: int = 0

    @classmethod
    def of(
        cls, kind: LeakType, start: int, end: int, value: str, severity: Severity, rule: str
    ) -> "Hit":
        """A hit on a number; an x at its end becomes X."""
        return cls(kind, start, end, value.upper(), severity, rule)

    def moved(self, by: int) -> "Hit":
        """The same, so many characters further on."""
        return replace(self, start=self.start + by, end=self.end + by)


def apart(hits: list[Hit]) -> list[Hit]:
    """In order, without those that overlap one found earlier in the list."""
    kept: list[Hit] = []
    starts: list[int] = []
    for hit in hits:
        place = bisect_left(starts, hit.end)
        if place == 0 or kept[place - 1].end <= hit.start:
            kept.insert(place, hit)
            starts.insert(place, hit.start)
    return kept
