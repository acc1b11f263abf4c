"""One town's web server as data: every address that it answers, and what it answers there.

Pages are written when they are first asked for, and are the same bytes for the same monitoring point.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from urllib.parse import unquote

from core.clock import BEIJING, beijing_day
from core.subject import ColumnKind
from demo import things
from demo.addresses import AddressBook
from demo.paint import Painter
from demo.prose import Theme, Voice, dice, paragraphs, theme
from demo.town import ArticlePlan, ColumnPlan, Extra, Shape, Town
from demo.wire import Reply

_PINNED = -1
_SESSION = re.compile(r";jsessionid=\w+", re.I)
_MONTH = re.compile(r"/rili\?year=(\d{4})&month=(1[0-2]|[1-9])")


@dataclass(frozen=True, slots=True)
class Entry:
    """One article. `place` 0 is the newest of its column; the pinned one has place -1."""

    column: ColumnPlan
    number: int  # the column's
    place: int
    at: datetime
    path: str
    theme: Theme
    plan: ArticlePlan | None

    @property
    def title(self) -> str:
        """As printed."""
        return self.plan.title if self.plan and self.plan.title else self.theme.title


class Origin:
    """The site of one town at one monitoring point."""

    def __init__(self, town: Town, as_of: datetime) -> None:
        self.town = town
        self.as_of = as_of
        self.home = town.site.url
        self.addresses = AddressBook(town.site.style, town.site.host)
        self._day = beijing_day(as_of)
        self._taken: set[str] = {one.title for one in town.articles if one.title}
        area = town.region.name
        self._voice = Voice(area, town.site.sponsor, town.site.places, town.site.topics)

    @cached_property
    def _painter(self) -> Painter:
        return Painter(self)

    @cached_property
    def entries(self) -> dict[str, tuple[Entry, ...]]:
        """Entries of every column by slug, in the order in which the column lists them."""
        return {
            column.slug: tuple(self._entries(number, column))
            for number, column in enumerate(self.town.columns, 1)
        }

    def number(self, column: ColumnPlan) -> int:
        """The column's number in the publishing system."""
        return self.town.columns.index(column) + 1

    def column_path(self, column: ColumnPlan, page: int = 1) -> str:
        """Where the column stands."""
        if column.shape is Shape.TEXT:
            return self.addresses.text(column.slug, self.number(column))
        return self.addresses.listing(column.slug, self.number(column), page)

    def entry(self, spot: str) -> Entry:
        """The entry at "slug/place"."""
        slug, _, place = spot.partition("/")
        return next(one for one in self.entries[slug] if one.place == int(place))

    @cached_property
    def pages(self) -> dict[str, Callable[[], Reply]]:
        """What stands at every path. HEAD, robots and weather are the street's business."""
        painter = self._painter
        pages: dict[str, Callable[[], Reply]] = {"/": painter.home, "/index.html": painter.home}
        for column in self.town.columns:
            if column.shape is Shape.TEXT:
                pages[self.column_path(column)] = _late(painter.text, column)
                continue
            for page in range(1, self.page_count(column) + 1):
                pages[self.column_path(column, page)] = _late(painter.listing, column, page)
            if column.shape is Shape.AJAX:
                pages[self.data_path(column)] = _late(self._rows, column)
            for entry in self.entries[column.slug]:
                if not (entry.plan and entry.plan.gone):
                    pages[entry.path] = _late(painter.article, entry)
        pages |= painter.furniture() | things.files(self)
        pages |= {one.path: _late(self._extra, one) for one in self.town.extras}
        return pages

    def page_count(self, column: ColumnPlan) -> int:
        """How many pages the column's list has; at least one."""
        per_page = self.town.site.per_page
        return max(1, -(-len(self.entries[column.slug]) // per_page))

    def data_path(self, column: ColumnPlan) -> str:
        """Where the script of an AJAX column gets its rows."""
        return f"/api/list?channel={self.number(column)}"

    def latest(self, count: int) -> tuple[Entry, ...]:
        """The newest entries of the columns that the home page shows."""
        shown = [
            entry
            for column in self.town.columns
            if column.home
            for entry in self.entries[column.slug]
        ]
        return tuple(sorted(shown, key=lambda one: one.at, reverse=True)[:count])

    def paragraphs(self, entry: Entry) -> tuple[str, ...]:
        """The words of an article, its planted ones in the middle."""
        written = paragraphs(entry.theme, entry.column.kind, entry.path, self.town.site.host)
        if not entry.plan:
            return written
        return (*written[:1], *entry.plan.paragraphs, *written[1:])

    def overview(self, column: ColumnPlan) -> tuple[str, ...]:
        """The words of a column of a single page."""
        about = theme(self._voice, ColumnKind.OTHER, self._day.year, set(), column.slug, "text")
        return paragraphs(about, ColumnKind.OTHER, self.town.site.host, column.slug)

    def encode(self, text: str) -> bytes:
        """In the site's own charset; what it lacks becomes a character reference."""
        return text.encode(self.town.site.charset, "xmlcharrefreplace")

    def html(self, text: str, status: int = 200) -> Reply:
        """A page with the site's headers, true or not."""
        site = self.town.site
        kind = f"text/html; charset={site.header}" if site.header else "text/html"
        return Reply(status, self.encode(text), (("Content-Type", kind),))

    def _entries(self, number: int, column: ColumnPlan) -> Iterator[Entry]:
        plans = {one.place: one for one in self.town.articles if one.column == column.slug}
        if column.pinned:
            yield self._write(number, column, _PINNED, column.pinned, None)
        for place in range(column.count):
            age = column.newest + place * column.every
            yield self._write(number, column, place, age, plans.get(place))

    def _write(
        self, number: int, column: ColumnPlan, place: int, age: int, plan: ArticlePlan | None
    ) -> Entry:
        seed = (self.town.site.host, column.slug, place)
        day = self._day - timedelta(days=age)
        minute = dice("time", *seed).randint(0, 8 * 60)
        at = datetime.combine(day, time(8, 30), BEIJING) + timedelta(minutes=minute)
        name = 100000 + number * 1000 + column.count - place
        path = self.addresses.article(column.slug, number, day, name)
        about = theme(self._voice, column.kind, day.year, self._taken, *seed)
        return Entry(column, number, place, at, path, about, plan)

    def _rows(self, column: ColumnPlan) -> Reply:
        rows = [
            {"title": one.title, "url": one.path, "publishTime": f"{one.at:%Y-%m-%d %H:%M}"}
            for one in self.entries[column.slug]
        ]
        body = json.dumps({"total": len(rows), "rows": rows}, ensure_ascii=False).encode()
        return Reply(200, body, (("Content-Type", "application/json; charset=utf-8"),))

    def _extra(self, extra: Extra) -> Reply:
        if extra.fault:
            return Reply.failing(extra.fault, extra.seconds)
        headers = [("Content-Type", extra.media_type)]
        if extra.location:
            headers.append(("Location", extra.location))
        return Reply(extra.status, extra.text.encode(), tuple(headers), extra.seconds)

    def missing(self) -> Reply:
        """What stands where nothing stands."""
        return self._painter.missing()

    def find(self, path: str) -> Reply:
        """What stands at a path as a client wrote it: session id, escapes and search words and all."""
        bare = _SESSION.sub("", path)
        for spelling in (bare, unquote(bare), unquote(bare, "gb18030")):
            if write := self.pages.get(spelling):
                return write()
        if bare.startswith("/search?"):
            return self.pages["/search"]()
        if self.town.site.calendar and (month := _MONTH.fullmatch(bare)):
            return self._painter.calendar(int(month[1]), int(month[2]))
        return self.missing()


def _late(write: Callable[..., Reply], *what: object) -> Callable[[], Reply]:
    return lambda: write(*what)
