"""Hosts outside the city: stand-ins for public services, living and dead outbound hosts."""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from core.codec import decode
from demo.wire import TOLD, Fault, Reply


@dataclass(frozen=True, slots=True)
class Weather:
    """How the line fails at one path. `seconds` are scaled by the city's pace."""

    path: str
    fault: Fault = Fault.NONE
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Host:
    """Any path of it answers the same, but for the paths that have weather of their own."""

    name: str
    title: str = ""
    text: str = ""
    fault: Fault = Fault.NONE
    lapsed: bool = False  # its certificate has run out
    weather: tuple[Weather, ...] = ()

    def reply(self, path: str) -> Reply:
        """A short page, an empty script for a .js, the path's weather, or the host's fault."""
        if self.fault:
            return Reply.failing(self.fault)
        page = self._page(path)
        here = next((one for one in self.weather if one.path == path), None)
        if here is None:
            return page
        if here.fault in TOLD:
            return Reply.failing(here.fault, here.seconds)
        return replace(page, fault=here.fault, seconds=here.seconds)

    def _page(self, path: str) -> Reply:
        if path.partition("?")[0].endswith(".js"):
            return Reply(200, b"/* stand-in */\n", (("Content-Type", "application/javascript"),))
        page = (
            f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{self.title}</title>'
            f"</head><body><h1>{self.title}</h1><p>{self.text or '本页面由模拟城市提供。'}</p></body></html>"
        )
        return Reply(200, page.encode(), (("Content-Type", "text/html; charset=utf-8"),))


@dataclass(frozen=True, slots=True)
class _Book:
    hosts: tuple[Host, ...]


@cache
def hosts() -> dict[str, Host]:
    """By name."""
    book: _Book = decode(
        _Book, tomllib.loads((Path(__file__).parent / "abroad.toml").read_text("utf-8"))
    )
    return {one.name: one for one in book.hosts}
