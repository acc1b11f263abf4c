"""栏目: which columns a site has, and the newest pages of each list read as one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from core.facts import ColumnPage, Fact, ListEntry
from core.gap import Gap, GapReason
from core.subject import Column
from crawler.scope import same_page
from extract.page import PageReading

_FOUND = 80
"""Columns that are taken from navigation; the registry's own list has no such limit."""
_TEXT = 40  # characters of main text that make a single-page column (概况, 机构职能)


@dataclass(slots=True)
class _Gathering:
    column: Column
    level: int
    parts: list[PageReading] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    failure: tuple[GapReason, str] | None = None


class Columns:
    """Columns by address. A column that the registry names is there whatever the pages say."""

    def __init__(self, registered: tuple[Column, ...], pages: int) -> None:
        self._pages = max(1, pages)
        self._registered = bool(registered)
        self._by_url: dict[str, _Gathering] = {}
        for column in registered:
            page = same_page(column.url)
            self._by_url.setdefault(page, _Gathering(column, 1, asked={page}))

    def urls(self) -> tuple[str, ...]:
        """Heads of the columns known so far."""
        return tuple(self._by_url)

    def found(self, columns: Iterable[Column], level: int) -> tuple[str, ...]:
        """Take columns that a page names. Returns the new ones' addresses; the registry's list wins."""
        if self._registered:
            return ()
        new = []
        for column in columns:
            page = same_page(column.url)
            if page not in self._by_url and len(self._by_url) < _FOUND:
                self._by_url[page] = _Gathering(column, level, asked={page})
                new.append(column.url)
        return tuple(new)

    def read(self, asked: str, reading: PageReading) -> tuple[str, ...]:
        """Take a page that was read, if it is part of a column. Returns list pages still wanted."""
        wanted = []
        for one in self._by_url.values():
            if same_page(asked) not in one.asked:
                continue
            one.parts.append(reading)
            for url in reading.next_pages:
                if len(one.asked) < self._pages and same_page(url) not in one.asked:
                    one.asked.add(same_page(url))
                    wanted.append(url)
        return tuple(wanted)

    def failed(self, asked: str, reason: GapReason, detail: str) -> None:
        """A page could not be read; a column whose head it was has a Gap."""
        if one := self._by_url.get(same_page(asked)):
            one.failure = one.failure or (reason, detail)

    def second_level(self) -> tuple[ListEntry, ...]:
        """The lists of every column read: they speak for a home page that is only ways in."""
        return tuple(entry for one in self._by_url.values() for entry in _merged(one.parts))

    def facts(self, unread: GapReason) -> Iterator[Fact | Gap]:
        """One fact or one Gap for each column. `unread` is why a column was never reached."""
        for url, one in self._by_url.items():
            if not one.parts:
                reason, detail = one.failure or (unread, "")
                yield Gap("ColumnPage", url, reason, f"{one.column.name}：{detail}".rstrip("："))
                continue
            head = one.parts[0]
            entries = _merged(one.parts)
            if not entries and (head.needs_render or head.list_state == "not_loaded"):
                yield Gap(
                    "ColumnPage",
                    url,
                    GapReason.NOT_RENDERED,
                    f"{one.column.name}：{head.needs_render}".rstrip("："),
                )
                continue
            yield ColumnPage(
                source=head.source,
                name=one.column.name,
                kind=one.column.kind,
                entries=entries,
                level=head.level or one.level,
                has_text=not entries and _has_text(head),
                cycle_days=one.column.cycle_days,
            )


def _merged(parts: list[PageReading]) -> tuple[ListEntry, ...]:
    seen: dict[tuple[str, str], ListEntry] = {}
    for part in parts:
        for entry in part.entries:
            seen.setdefault((entry.url, entry.title), entry)
    return tuple(seen.values())


def _has_text(reading: PageReading) -> bool:
    main = reading.text.main
    text = reading.text.text[slice(*main)] if main else ""
    return reading.kind == "article" or len(text.strip()) >= _TEXT
