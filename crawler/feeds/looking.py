"""What every adapter is given, and the contract it keeps."""

from datetime import datetime
from typing import Protocol

from core.facts import Feed, Profile
from core.gap import Gap
from core.subject import Account, FeedRoute
from crawler.answer import Answer
from crawler.failure import status_gap


class Looking(Protocol):
    """The adapter's eyes: paced, guarded, and each address is asked once."""

    async def answer(self, url: str) -> Answer:
        """What stands at that address."""


class Adapter(Protocol):
    """One way to reach accounts."""

    def __init__(self, looking: Looking) -> None: ...

    async def probe(self, account: Account, route: FeedRoute) -> Profile | Gap:
        """Whether it lives, and as what it shows itself."""

    async def latest(
        self, account: Account, route: FeedRoute, since: datetime | None
    ) -> Feed | Gap:
        """What it published lately, at least back to `since` where the platform gives that much."""


def refused(of: str, answer: Answer) -> Gap | None:
    """The Gap of an answer that brought nothing; None where something came."""
    reason = answer.failure or status_gap(answer.status, challenged=answer.challenged)
    if reason is None:
        return None
    detail = answer.detail or (f"HTTP {answer.status}" if answer.status else "")
    return Gap(of, answer.url, reason, detail)
