"""The whole city as one function: a request in, a reply out. No sockets; the weather is here."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from demo import abroad, media
from demo.origin import Origin
from demo.sending import dress, hand_over
from demo.town import Extra, Storm, Town
from demo.wire import Fault, Reply, Request
from demo.wires import Wires

ADMIN = "city.admin.test"
_ROBOT = ("bot", "spider", "crawl", "scrapy", "govpatrol", "headless", "python")
_FIREWALL = (Path(__file__).parent / "templates" / "firewall.html").read_bytes()


def is_robot(agent: str) -> bool:
    """A firewall's idea of a robot: no browser's name, or one that owns up."""
    agent = agent.lower()
    return "mozilla" not in agent or any(word in agent for word in _ROBOT)


class Streets:
    """Every host of the city at one monitoring point. The clock moves the weather and nothing else."""

    def __init__(self, known: Iterable[Town], as_of: datetime) -> None:
        towns = tuple(known)
        self.as_of = as_of
        self.clock = as_of
        self.origins = {town.site.host: Origin(town, as_of) for town in towns}
        self._extras = {
            host: {one.path: one for one in origin.town.extras}
            for host, origin in self.origins.items()
        }
        self._feeds: dict[str, Reply] = {}
        for origin in self.origins.values():
            self._feeds |= media.pages(origin.town, as_of)
        shops = [shop for town in towns for shop in media.shops(town, as_of)]
        self._wires = Wires(shops)
        self._asked: Counter[str] = Counter()
        self._written: dict[tuple[str, str], Reply] = {}

    @property
    def lapsed(self) -> frozenset[str]:
        """Hosts whose certificate has run out."""
        return frozenset(host.name for host in abroad.hosts().values() if host.lapsed)

    def knows(self, host: str) -> bool:
        """Whether the city answers for that host."""
        ours = host in self.origins or host == media.HOST or self._wires.knows(host)
        return ours or host in abroad.hosts()

    def answer(self, request: Request) -> Reply:
        """Never raises; a host that is not of the city gets 502."""
        host = request.host
        if host == ADMIN:
            return self._admin(request)
        if request.method not in ("GET", "HEAD", "POST"):
            return Reply(405, b"", (("Allow", "GET, HEAD, POST"),))
        if origin := self.origins.get(host):
            return self._site(origin, request)
        if host == media.HOST:
            return self._feeds.get(request.path, Reply(404))
        if self._wires.knows(host):
            return self._wires.answer(request)
        if known := abroad.hosts().get(host):
            return known.reply(request.path)
        return Reply.failing(Fault.DNS)

    def _site(self, origin: Origin, request: Request) -> Reply:
        site = origin.town.site
        if site.dark:
            return Reply.failing(Fault.TIMEOUT)
        if site.guarded:
            return Reply(403, _FIREWALL, (("Content-Type", "text/html; charset=utf-8"),))
        seconds = 0.0
        if storm := self._storm(site.storms):
            if storm.fault:
                return Reply.failing(storm.fault, storm.seconds)
            if storm.status != 200:  # noqa: PLR2004 - HTTP's own number
                return Reply(storm.status, b"", (), storm.seconds)
            seconds = storm.seconds
        if site.https and not request.secure:
            return Reply(301, b"", (("Location", f"https://{site.host}{request.path}"),), seconds)
        extra = self._extras[site.host].get(request.path)
        if extra and (early := self._refusal(extra, request)):
            return early
        reply = self._page(origin, request)
        return replace(reply, seconds=seconds) if seconds else reply

    def _page(self, origin: Origin, request: Request) -> Reply:
        key = (request.host, request.path.partition("#")[0])
        reply = self._written.get(key)
        if reply is None:
            reply = dress(origin.find(key[1]), origin.town.site.style, self.as_of)
            if key[1] in origin.pages:  # a calendar has no end
                self._written[key] = reply
        return hand_over(reply, request)

    def _storm(self, storms: tuple[Storm, ...]) -> Storm | None:
        age = (self.as_of - self.clock).total_seconds() / 3600
        return next((one for one in storms if one.until < age <= one.since), None)

    def _admin(self, request: Request) -> Reply:
        if request.path == "/clock" and request.method == "POST":
            try:
                moment = datetime.fromisoformat(request.body.decode("ascii"))
            except ValueError:
                return Reply(400)
            if moment.tzinfo is None:
                return Reply(400)
            self.clock = moment
        elif request.path != "/clock":
            return Reply(404)
        told = json.dumps({"as_of": self.as_of.isoformat(), "clock": self.clock.isoformat()})
        return Reply(200, told.encode(), (("Content-Type", "application/json"),))

    def _refusal(self, extra: Extra, request: Request) -> Reply | None:
        if extra.head and request.method == "HEAD":
            return Reply(extra.head)
        if extra.robots and is_robot(request.headers.get("user-agent", "")):
            return Reply(extra.robots, _FIREWALL, (("Content-Type", "text/html"),))
        if extra.busy_first:
            self._asked[extra.path] += 1
            if self._asked[extra.path] <= extra.busy_first:
                return Reply(503)
        return None
