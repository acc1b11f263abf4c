"""前门: the home page, opened as a patient reader would, or called shut after several knocks."""

import hashlib
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from core.facts import FOOTER_MARKS, Footer, HomePage, LinkState
from core.gap import Gap, GapReason
from crawler.answer import Answer, snapshot_of
from crawler.fetch import READ, Ask
from crawler.scope import site_host
from crawler.settle import unread_reason
from crawler.walk import Walk
from extract.page import PageReading

_DEPEND_ON_HOME = ("HomePage", "ColumnPage", "Footer", "LinkTarget", "PageText", "HiddenAnchors")
_FRAMES = 6  # frames of a front door that are read with it
_STUBS = 3  # "please wait" pages between the address and the front door
_STUB_LINKS, _STUB_WORDS = 3, 200  # a page with more of either is no stub


@dataclass(frozen=True, slots=True)
class _Open:
    answer: Answer
    reading: PageReading


class FrontDoor:
    """One subject's."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._fetcher = walk.fetcher

    async def open(self) -> HomePage | Gap | None:
        """Begin the walk at the front door. None where it stayed shut: then all Gaps are told."""
        door, last = await self._knock()
        if door is None:
            self._shut(last)
            return None
        door = await self._rendered(door)
        frames, unread = await self._frames(door.reading)
        reading = replace(door.reading, footer=_whole_footer(door.reading, frames))
        if unread and None in reading.footer.marks.values():
            # The marks may stand in a frame that we could not read: they are not known to be missing.
            told = replace(unread, of="Footer", detail="页脚可能在框架中，框架未能读取")
            self._walk.emit(told)
            self._walk.tells_footers = False
        await self._learn_errors(door.answer, reading)
        self._walk.begin(reading, door.answer)
        return _home_page(reading, frames)

    async def _knock(self) -> tuple[_Open | None, Answer]:
        """Several times, at a distance, before it is called shut."""
        limits, lanes = self._walk.plan.limits, self._walk.lanes
        door, answer = await self._first()
        for turn in range(1, limits.rechecks + 1):
            if door:
                break
            await lanes.rest(limits.recheck_after)
            if lanes.stopped:
                break
            ask = Ask(self._walk.home, f"home{turn}", as_browser=True, patience=2.0)
            answer = await self._fetcher.get(ask)
            door = self._open_at(answer)
        return door, answer

    async def _first(self) -> tuple[_Open | None, Answer]:
        """The home address, and on through pages that only send the reader elsewhere."""
        answer = await self._fetcher.get(Ask(self._walk.home, READ, fresh=True))
        door = self._open_at(answer)
        for _ in range(_STUBS):
            onward = door and _sends_on(door.reading)
            if not onward:
                break
            self._walk.scope.widen(onward)
            next_door = self._open_at(await self._fetcher.get(Ask(onward, READ, fresh=True)))
            if next_door is None:
                break
            door = next_door
        return door, answer

    async def _rendered(self, door: _Open) -> _Open:
        if self._walk.plan.obey_robots:
            wanted = await self._walk.robots.learn(self._fetcher, door.answer.final_url)
            self._fetcher.paces[site_host(door.answer.final_url)].at_least(wanted)
        if not door.reading.needs_render:
            return door
        rendered = await self._walk.renderer.render(door.answer.final_url)
        return _Open(rendered, self._walk.reader.read(rendered)) if rendered else door

    def _open_at(self, answer: Answer) -> _Open | None:
        """A door is open where a page stands behind it that is not an excuse."""
        if unread_reason(answer, LinkState.OK) or not answer.status or not answer.sha256:
            return None
        reading = self._walk.reader.read(answer)
        return None if reading.error_kind else _Open(answer, reading)

    async def _frames(self, reading: PageReading) -> tuple[tuple[PageReading, ...], Gap | None]:
        """The frames of a front door that could be read, and why the first other one could not."""
        read, unread = [], None
        for url in reading.frames[:_FRAMES]:
            if self._walk.scope.internal(url):
                answer = await self._fetcher.get(Ask(url, READ, fresh=True))
                if one := self._open_at(answer):
                    read.append(one.reading)
                else:
                    reason = unread_reason(answer, LinkState.OK) or GapReason.UNREADABLE
                    unread = unread or Gap("Footer", url, reason)
        return tuple(read), unread

    async def _learn_errors(self, answer: Answer, home: PageReading) -> None:
        """Ask for a page that cannot exist: some hosts say 200 to everything."""
        name = hashlib.sha256(self._walk.plan.run.encode()).hexdigest()[:12]
        url = urljoin(answer.final_url, f"/gp{name}/{name}.html")
        wrong = await self._fetcher.get(Ask(url, "random"))
        door = self._open_at(wrong)
        self._walk.strangers.learn(door.reading if door else None, wrong, home)

    def _shut(self, answer: Answer) -> None:
        state, words = LinkState.OK, ""
        if answer.sha256 and answer.is_html:
            reading = self._walk.reader.read(answer)
            state, words = self._walk.strangers.judge(reading, answer)
            words = words or reading.error_text
        reason = unread_reason(answer, state) or GapReason.UNREADABLE
        detail = answer.detail or words or (f"HTTP {answer.status}" if answer.status else "")
        self._walk.emit(snapshot_of(answer))
        for of in _DEPEND_ON_HOME:
            self._walk.emit(Gap(of, self._walk.home, self._walk.why_stopped or reason, detail))
        self._walk.tell("首页无法打开")


def _home_page(reading: PageReading, others: tuple[PageReading, ...]) -> HomePage | Gap:
    """The front door as one page, its frames read with it. A shell that nobody filled is a Gap."""
    entries = reading.entries + tuple(e for one in others for e in one.entries)
    if not entries and reading.needs_render:
        return Gap("HomePage", reading.url, GapReason.NOT_RENDERED, reading.needs_render)
    return HomePage(reading.source, reading.title, entries, nav_only=not entries)


def _sends_on(reading: PageReading) -> str:
    """Where a page that holds nothing else sends its reader, "" for any other page."""
    if len(reading.links) > _STUB_LINKS or len(reading.text.text) > _STUB_WORDS:
        return ""
    return next((one.url for one in reading.links if one.locator == "meta[refresh]"), "")


def _whole_footer(home: PageReading, frames: tuple[PageReading, ...]) -> Footer:
    """The front door's marks, those included that a frame holds."""
    marks = dict(home.footer.marks)
    for one in frames:
        for mark in FOOTER_MARKS:
            marks[mark] = marks.get(mark) or one.footer.marks.get(mark)
    return Footer(home.footer.source, marks)
