"""道次: work waiting for each host, a few hands to a host, and a limit on all hands together."""

import asyncio
import heapq
from collections.abc import Awaitable, Callable
from contextlib import suppress

Work = Callable[[], Awaitable[None]]


class Lanes:
    """Lower `rank` goes first. A slow host holds up nobody but itself."""

    def __init__(self, per_host: int, in_all: int) -> None:
        self._per_host = max(1, per_host)
        self._hands = asyncio.Semaphore(max(1, in_all))
        self._queues: dict[str, list[tuple[float, int, Work]]] = {}
        self._busy: dict[str, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._count = 0
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._broke: BaseException | None = None
        self._halt = asyncio.Event()
        self.waiting = 0

    @property
    def stopped(self) -> bool:
        """Whether nothing more is begun."""
        return self._halt.is_set()

    def put(self, host: str, rank: float, work: Work) -> None:
        """Let it be done when the host's turn comes. After a stop it is only counted."""
        self._count += 1
        heapq.heappush(self._queues.setdefault(host, []), (rank, self._count, work))
        self.waiting += 1
        if not self.stopped and self._busy.get(host, 0) < self._per_host:
            self._busy[host] = self._busy.get(host, 0) + 1
            self._quiet.clear()
            task = asyncio.get_running_loop().create_task(self._hand(host))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _hand(self, host: str) -> None:
        queue = self._queues[host]
        try:
            while queue and not self.stopped:
                async with self._hands:
                    if not queue or self.stopped:
                        break
                    self.waiting -= 1
                    await heapq.heappop(queue)[2]()
        except BaseException as broke:
            self._broke = self._broke or broke
            self._halt.set()
            raise
        finally:
            self._busy[host] -= 1
            if not any(self._busy.values()):
                self._quiet.set()

    def stop(self) -> None:
        """Finish what is in hand, begin nothing more."""
        self._halt.set()

    async def rest(self, seconds: float) -> None:
        """Sleep, unless or until stopped."""
        if seconds > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._halt.wait(), seconds)

    def resume(self) -> None:
        """Drop what was waiting at a stop, and take new work again."""
        self._queues.clear()
        self.waiting = 0
        self._halt.clear()

    async def quiet(self) -> None:
        """Wait until nothing is in hand and, unless stopped, nothing waits. Raises what broke."""
        await self._quiet.wait()
        if self._broke:
            raise self._broke
