"""领导人姓名职务: who holds which post, in which place, from when to when. Nobody is listed here.

An office hands its own list in; a name beside its post (县长张某某, 张某某县长) must stand as listed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from checks.wording.phrases import Phrase

_LEAST = 4  # characters of name and post together, so that no two other words make it up


@dataclass(frozen=True, slots=True)
class Holder:
    """A post in a region (six digits, "" for everywhere), from `since` to `until` inclusive."""

    name: str
    post: str
    region: str = ""
    since: date | None = None
    until: date | None = None

    def holds(self, day: date, region: str) -> bool:
        """In office on the day, for this region or one below."""
        stem = self.region.rstrip("0")
        return (
            region.startswith(stem)
            and (self.since is None or self.since <= day)
            and (self.until is None or day <= self.until)
        )


def holders(rows: Iterable[Mapping[str, object]]) -> tuple[Holder, ...]:
    """From the rows of a rulebook or a file: name, post, region, since, until."""
    return tuple(
        Holder(
            str(row["name"]),
            str(row["post"]),
            str(row.get("region", "")),
            _day(row.get("since")),
            _day(row.get("until")),
        )
        for row in rows
    )


def phrases(listed: Iterable[Holder], day: date, region: str) -> tuple[Phrase, ...]:
    """What must stand as it is on that day in that region."""
    made = []
    for number, one in enumerate(listed, start=1):
        if not one.holds(day, region):
            continue
        for text in (one.post + one.name, one.name + one.post, one.name + "同志"):
            if len(text) >= _LEAST:
                made.append(
                    Phrase(f"N{number:03d}", "领导人姓名职务", "review", text, (), True, "", "", "")
                )
    return tuple(made)


def _day(value: object) -> date | None:
    if value is None or isinstance(value, date):
        return value
    return date.fromisoformat(str(value))
