"""看一眼: what becomes of a link when it is first seen, and what one look at a mere link says."""

from functools import partial
from typing import TYPE_CHECKING

from core.facts import LinkState
from core.gap import GapReason
from crawler.answer import Answer
from crawler.attachments import Attachments
from crawler.codes import Codes
from crawler.fetch import Ask
from crawler.ledger import Target
from crawler.scope import site_host
from crawler.settle import look_at
from extract.links import Link, css_links

if TYPE_CHECKING:
    from crawler.walk import Walk

_RANK = 1000.0  # after every page


class Glance:
    """The walk's eye for all that is not read as a page: pictures, files, scripts, foreign sites."""

    def __init__(self, walk: "Walk") -> None:
        self._walk = walk
        self.attachments = Attachments(walk.fetcher, walk.plan.limits, walk.emit)
        self.codes = Codes(walk.fetcher, walk.plan.limits, walk.emit)

    def pursue(self, target: Target, link: Link, depth: int, *, follow: bool) -> None:
        """A link seen for the first time: read it, look at it, or say why neither."""
        walk, url = self._walk, link.url
        if not url:
            target.state, target.detail = LinkState.MALFORMED, "地址无法访问"
        elif walk.strangers.excluded(url):
            target.state, target.detail = LinkState.EXCLUDED, "按设置排除"
        elif target.internal and not walk.robots.allow(url):
            target.state, target.detail = LinkState.EXCLUDED, "robots 协议不允许抓取"
            if link.kind in ("page", "frame"):
                walk.failed[url] = (GapReason.ROBOTS, "")
        elif early := walk.looked_early(url):
            target.looked(*early)
        elif link.kind == "style" and target.internal:
            walk.lanes.put(site_host(url), _RANK - 1, partial(self._style, target, depth))
        elif not (
            link.kind in ("page", "frame")
            and walk.scope.readable(url)
            and follow
            and walk.enter(url, depth + 1)
        ):
            walk.lanes.put(site_host(url), _RANK, partial(self._glance, target))

    async def _glance(self, target: Target) -> None:
        answer = await self._walk.fetcher.get(Ask(target.url, whole=False, head=True))
        state = self.judge(target, answer)
        if state is LinkState.OK and self.attachments.wants(target, answer):
            await self.attachments.fetch(target)
        if state is LinkState.OK:
            await self.codes.look(target, answer)

    async def _style(self, target: Target, depth: int) -> None:
        """A style sheet is read for the pictures that it loads."""
        answer = await self._walk.fetcher.get(Ask(target.url))
        self.judge(target, answer)
        if answer.status == 200 and answer.sha256:  # noqa: PLR2004
            text = self._walk.fetcher.body(answer).decode("utf-8", "replace")
            found = css_links(text, answer.final_url)
            self._walk.note(target.url, found, depth, follow=False)

    def judge(self, target: Target, answer: Answer) -> LinkState:
        """Write down what one look says of a link that is not read as a page."""
        walk = self._walk
        state, detail = look_at(answer, target.kind, walk.front)
        if state in (LinkState.OK, LinkState.EMPTY) and target.internal and answer.is_html:
            if answer.sha256:
                said, words = walk.strangers.judge(walk.reader.read(answer), answer)
                if said is not LinkState.OK:
                    state, detail = said, words
            elif target.kind == "attachment":
                state, detail = LinkState.UNKNOWN, "返回的是网页，待复核"
        target.looked(state, answer, detail)
        walk.progress()
        return state
