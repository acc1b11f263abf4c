"""礼貌: how fast one host may be asked. It slows where the host struggles, and recovers by and by."""

import asyncio

from core.gap import GapReason
from crawler.answer import Answer

_SLOWEST = 30.0  # seconds between two requests, at worst
_AIR = 2.0  # the same, where the host has not complained and only answers slowly
_LAZY = 1.0  # seconds of an answer that may be called slow at all
_PATIENCE = 120.0  # the longest Retry-After that is waited for
_TOLD_TO_SLOW = frozenset({429, 503})
_STRUGGLING = 500  # and above: one broken page says nothing, two in a row do
_DOWN = frozenset({GapReason.DNS_FAILED, GapReason.REFUSED, GapReason.TIMEOUT})
_GIVE_UP = 4  # failed connections in a row, from a host that never answered


class Pace:
    """One host's. `delay` is in seconds; the asked-for delay is the floor."""

    def __init__(self, delay: float) -> None:
        self._floor = delay
        self._delay = delay
        self._next = 0.0
        self._best = 0.0  # usual seconds of an answer
        self._failures = 0
        self._troubled = False
        self.answered = False
        self.down: Answer | None = None  # the last failure of a host that never answered

    def at_least(self, delay: float) -> None:
        """The host itself has asked for that much."""
        self._floor = max(self._floor, delay)
        self._delay = max(self._delay, delay)

    async def turn(self) -> None:
        """Wait until the host may be asked again."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        start = max(now, self._next)
        self._next = start + self._delay
        if start > now:
            await asyncio.sleep(start - now)

    def heard(self, answer: Answer, ours: float = 0.0) -> None:
        """Learn from an answer, or from its absence. `ours`: seconds of it that we were busy."""
        if answer.failure in _DOWN:
            self._failures += 1
            if not self.answered and self._failures >= _GIVE_UP:
                self.down = answer
        elif answer.status:
            self.answered, self._failures = True, 0
        troubled = answer.status >= _STRUGGLING or answer.failure is GapReason.TIMEOUT
        if answer.status in _TOLD_TO_SLOW or (troubled and self._troubled and self.answered):
            self._delay = min(max(self._delay * 2, 0.5), _SLOWEST)
        elif not troubled:
            self._latency(max(0.0, answer.seconds - ours))
        self._troubled = troubled
        if answer.retry_after:
            loop = asyncio.get_running_loop()
            pause = min(answer.retry_after, _PATIENCE)
            self._next = max(self._next, loop.time() + pause)

    def _latency(self, seconds: float) -> None:
        """Rising latency is a host asking for air before it says 503."""
        self._best = min(self._best * 1.02, max(seconds, 0.05)) if self._best else seconds
        if seconds > _LAZY and seconds > 8 * self._best:
            self._delay = max(self._floor, min(max(self._delay * 1.5, 0.1), _AIR))
        else:
            self._delay = max(self._floor, self._delay * 0.8 if self._delay > 0.05 else 0.0)  # noqa: PLR2004
