"""复核: before a link is called dead it is asked again, later, by GET, as a browser, at spaced times."""

from collections import defaultdict
from functools import partial

from core.facts import DEAD, LinkState
from crawler.answer import Answer
from crawler.certificate import certificate
from crawler.fetch import Ask
from crawler.ledger import Target
from crawler.scope import site_host
from crawler.settle import settle
from crawler.walk import Walk

_SAMPLE = 3
"""Of a host that cannot be reached at all, so many addresses speak for the others."""
_HOST_FAULTS = frozenset({LinkState.DNS_FAILED, LinkState.REFUSED, LinkState.TIMEOUT})
_PATIENCE = 2.0  # a slow host gets twice the time before it is called dead
_LEAST = 2  # looks, however few the settings ask for: one accuses nobody
_OWN_FAULT = 3  # foreign hosts, none of which answers: then it is our line that is down


class Confirm:
    """Looks again at everything that did not answer well."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._rounds = walk.plan.limits.rechecks

    async def run(self) -> None:
        """All rounds, then one state for each link. Stops early when the lanes are stopped."""
        for turn in range(1, self._rounds + 1):
            suspects = self._suspects()
            if not suspects or self._walk.lanes.stopped:
                break
            self._walk.tell(f"正在复核疑似错链（第 {turn} 次，{len(suspects)} 个）")
            await self._wait(suspects)
            asked = self._representatives(suspects)
            for target in asked:
                host = site_host(target.url)
                self._walk.lanes.put(host, 0, partial(self._again, target, turn))
            await self._walk.lanes.quiet()
            self._share(suspects, asked)
        await self._certificates()
        self._conclude()

    async def _certificates(self) -> None:
        """A link that opens behind a broken certificate opens for us and not for a reader."""
        faults: dict[str, str] = {}
        for target in self._walk.ledger.targets.values():
            if not target.url.startswith("https://") or LinkState.OK not in target.looks:
                continue
            host = site_host(target.url)
            if host not in faults and not self._walk.lanes.stopped:
                faults[host] = (await certificate(self._walk.fetcher, target.url)).detail
            if faults.get(host):
                target.state, target.detail = LinkState.TLS_FAILED, faults[host]

    def _suspects(self) -> list[Target]:
        return [
            target
            for target in self._walk.ledger.targets.values()
            if target.state is None and target.looks and LinkState.OK not in target.looks
        ]

    async def _wait(self, suspects: list[Target]) -> None:
        """Until the youngest look is old enough."""
        latest = max(t.last.fetched_at for t in suspects if t.last)
        passed = (self._walk.clock() - latest).total_seconds()
        await self._walk.lanes.rest(self._walk.plan.limits.recheck_after - passed)

    def _by_host_fault(self, suspects: list[Target]) -> dict[str, list[Target]]:
        groups: dict[str, list[Target]] = defaultdict(list)
        for target in suspects:
            host = site_host(target.url)
            if target.looks[-1] in _HOST_FAULTS and not self._walk.fetcher.paces[host].answered:
                groups[host].append(target)
        return {host: group for host, group in groups.items() if len(group) > _SAMPLE}

    def _representatives(self, suspects: list[Target]) -> list[Target]:
        spoken_for = {
            id(target)
            for group in self._by_host_fault(suspects).values()
            for target in group[_SAMPLE:]
        }
        return [target for target in suspects if id(target) not in spoken_for]

    def _share(self, suspects: list[Target], asked: list[Target]) -> None:
        """Those that were not asked take what their host's three said, if these agree."""
        fresh = {id(target) for target in asked}
        said: dict[str, set[LinkState]] = defaultdict(set)
        last: dict[str, Answer] = {}
        for target in asked:
            host = site_host(target.url)
            said[host].add(target.looks[-1])
            if target.last:
                last[host] = target.last
        for target in suspects:
            host = site_host(target.url)
            if id(target) not in fresh and len(said[host]) == 1 and host in last:
                target.looked(next(iter(said[host])), last[host], target.detail)

    async def _again(self, target: Target, turn: int) -> None:
        page = target.kind in ("page", "frame") and self._walk.scope.readable(target.url)
        answer = await self._walk.fetcher.get(
            Ask(
                target.url,
                f"again{turn}",
                whole=page,
                as_browser=True,
                patience=_PATIENCE,
            )
        )
        if page:
            self._walk.take(target.url, answer, self._walk.plan.limits.max_depth)
        else:
            self._walk.glance.judge(target, answer)

    def _conclude(self) -> None:
        line_down = self._our_line_is_down()
        for target in self._walk.ledger.targets.values():
            if target.state is not None:
                continue
            state = settle(target.looks, max(self._rounds + 1, _LEAST))
            if state in DEAD and not target.internal and line_down:
                state, target.detail = LinkState.UNKNOWN, "站外地址均无法访问，疑似本机网络受限"
            if state is LinkState.UNKNOWN and target.looks:
                target.detail = target.detail or "多次访问结果不一致"
            target.state = state

    def _our_line_is_down(self) -> bool:
        """No foreign host at all answered: that says more about us than about them."""
        hosts = {
            site_host(target.url)
            for target in self._walk.ledger.targets.values()
            if target.looks and not target.internal
        }
        answered = [host for host in hosts if self._walk.fetcher.paces[host].answered]
        return len(hosts) >= _OWN_FAULT and not answered
