"""平台的间隔: the promised distance between two requests to one platform, kept whatever holds us up."""

import asyncio

from crawler.answer import Answer
from crawler.pace import Pace


class Steady(Pace):
    """A platform's. The distance counts from the last answer: a process that was held up must not send
    two requests at once because both were due."""

    def __init__(self, delay: float) -> None:
        super().__init__(delay)
        self._rest = delay
        self._last: float | None = None

    async def turn(self) -> None:
        """Wait until the platform may be asked again."""
        await super().turn()
        if self._last is not None:
            wait = self._last + self._rest - asyncio.get_running_loop().time()
            if wait > 0:
                await asyncio.sleep(wait)

    def heard(self, answer: Answer, ours: float = 0.0) -> None:
        """Learn from an answer, or from its absence."""
        super().heard(answer, ours)
        self.over()

    def over(self) -> None:
        """Whatever was asked has been answered just now."""
        self._last = asyncio.get_running_loop().time()
