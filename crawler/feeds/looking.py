"""What every adapter is given, and the contract it keeps."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from core.facts import Feed, Interaction, MenuLink, Profile
from core.gap import Gap
from core.mapping import FeedMapping
from core.subject import Account, FeedRoute
from crawler.answer import Answer
from crawler.failure import status_gap
from crawler.feeds.keys import Keys


@dataclass(frozen=True, slots=True)
class Call:
    """One question to an interface. `shown` is told and stored in place of an address with a token;
    an answer that itself holds a token is not `kept`."""

    url: str = field(repr=False)
    shown: str
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    body: bytes = field(default=b"", repr=False)
    kept: bool = True


@dataclass(frozen=True, slots=True)
class Screen:
    """What a browser saw: the document, the answers whose address fits the wanted pattern, a picture."""

    answer: Answer
    caught: tuple[Answer, ...]
    picture: Answer


class Looking(Protocol):
    """The adapter's eyes: paced, guarded, and each address is asked once."""

    keys: Keys
    tokens: MutableMapping[str, str]  # of this round; never stored

    async def answer(self, url: str) -> Answer:
        """What stands at that address."""

    async def call(self, call: Call) -> Answer:
        """What an interface says. Asked anew each time."""

    async def screen(self, url: str, response: str) -> Screen | Gap:
        """What a browser shows there. A Gap NOT_RENDERED where there is no browser."""

    async def link(self, name: str, url: str) -> MenuLink:
        """Whether a menu's address opens."""

    def now(self) -> datetime:
        """The fetch time."""

    def mapping(self, name: str) -> FeedMapping:
        """The mapping that a route names."""


class Adapter(Protocol):
    """One way to reach accounts."""

    def __init__(self, looking: Looking) -> None: ...

    async def probe(self, account: Account, route: FeedRoute) -> Profile | Gap:
        """Whether it lives, and as what it shows itself."""

    async def latest(
        self, account: Account, route: FeedRoute, since: datetime | None
    ) -> Feed | Gap:
        """What it published lately, at least back to `since` where the platform gives that much."""

    async def interaction(self, account: Account, route: FeedRoute) -> Interaction | Gap:
        """Menus, comments, automatic replies, as far as this way shows them."""


def refused(of: str, answer: Answer) -> Gap | None:
    """The Gap of an answer that brought nothing; None where something came."""
    reason = answer.failure or status_gap(answer.status, challenged=answer.challenged)
    if reason is None:
        return None
    detail = answer.detail or (f"HTTP {answer.status}" if answer.status else "")
    return Gap(of, answer.url, reason, detail)
