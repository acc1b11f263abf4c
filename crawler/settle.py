"""定性: what an answer says of a link, and what several looks say together. Never accuse the living."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from core.facts import DEAD, LinkState
from core.gap import GapReason
from crawler.answer import Answer
from crawler.failure import FAILURE_STATES, status_gap

_HOME = re.compile(r"/?(?:(?:index|default|main|home)\.\w+)?", re.I)
_CONTENT = re.compile(r"\d{3,}|/\w+[_-]\d+\.|[?&]\w*id=\w+", re.I)
_PASSING = frozenset(
    {
        LinkState.SERVER_ERROR,
        LinkState.REFUSED,
        LinkState.TIMEOUT,
        LinkState.BLOCKED,
        LinkState.UNKNOWN,
    }
)


def look_at(answer: Answer, kind: str, home: str) -> tuple[LinkState, str]:
    """What one look says of a link of that kind (`core.facts.LinkTarget.kind`), and a word on why.

    `home` is the address that the site's front door ended at.
    """
    if answer.looped:
        return LinkState.REDIRECT_LOOP, "循环跳转"
    if answer.failure:
        return FAILURE_STATES.get(answer.failure, LinkState.UNKNOWN), answer.detail
    gap = status_gap(answer.status, challenged=answer.challenged)
    if gap:
        state = FAILURE_STATES[gap]
        if kind == "form" and state is LinkState.SERVER_ERROR:
            return LinkState.BLOCKED, "表单地址不接受直接访问"
        return state, f"HTTP {answer.status}"
    if sent_home(answer, home):
        return LinkState.SOFT_404, "跳转到首页"
    if kind in ("picture", "attachment"):
        if answer.method == "GET" and answer.length == 0:
            return LinkState.EMPTY, "内容为空"
        if kind == "picture" and answer.media_type == "text/html":
            return LinkState.EMPTY, "返回的是网页而不是图片"
    return LinkState.OK, ""


def sent_home(answer: Answer, home: str) -> bool:
    """An article's address that ends at the front door: the article is gone."""
    if answer.final_url == answer.url or not home:
        return False
    return (
        is_front(answer.final_url, home)
        and not is_front(answer.url, home)
        and _CONTENT.search(answer.url.partition("://")[2].partition("/")[2]) is not None
    )


@lru_cache(maxsize=8192)  # the same menus stand on every page
def is_front(url: str, home: str) -> bool:
    """Whether an address is the front door under another name."""
    if url.partition("://")[2] == home.partition("://")[2]:
        return True
    here, there = urlsplit(url), urlsplit(home)
    return here.hostname == there.hostname and not here.query and bool(_HOME.fullmatch(here.path))


def settle(looks: list[LinkState], wanted: int) -> LinkState:
    """One state out of several looks, oldest first. `wanted` is how many make a dead link.

    One living look outweighs all others. Looks that disagree settle nothing.
    """
    if LinkState.OK in looks:
        return LinkState.OK
    # The first look came as a robot and may have met a passing fault; a reader meets the others.
    later = looks[1:] if len(looks) > 2 else looks  # noqa: PLR2004
    for state in (LinkState.BLOCKED, LinkState.TLS_FAILED):
        if state in later:
            return state
    agreed = set(later) == {later[-1]} if later else False
    if not agreed or later[-1] not in DEAD or len(looks) < wanted:
        return LinkState.UNKNOWN
    if later is not looks and looks[0] is not later[0] and looks[0] not in _PASSING:
        return LinkState.UNKNOWN
    return later[-1]


_SAID = {
    LinkState.SOFT_404: GapReason.NOT_FOUND,
    LinkState.BLOCKED: GapReason.BLOCKED,
    LinkState.SERVER_ERROR: GapReason.SERVER_ERROR,
}
"""What a page with status 200 said in words."""


def unread_reason(answer: Answer, state: LinkState) -> GapReason | None:
    """Why an answer is no page that can be read; None for what is no page at all (a picture)."""
    if answer.failure:
        return answer.failure
    if answer.looped:
        return GapReason.UNREADABLE
    if gap := status_gap(answer.status, challenged=answer.challenged):
        return gap
    if state in _SAID:
        return _SAID[state]
    return GapReason.UNREADABLE if answer.is_html and not answer.sha256 else None
