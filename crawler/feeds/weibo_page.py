"""微博公开页: the shape of m.weibo.cn/api/container/getIndex, asked page by page."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from core.facts import AccountState, Feed, Interaction, Post, Profile
from core.gap import Gap, GapReason
from core.subject import Account, FeedRoute
from crawler.answer import Answer
from crawler.feeds.json_api import commented
from crawler.feeds.looking import Looking
from crawler.feeds.reading import (
    counts_of,
    dig,
    feed_of,
    number,
    oldest,
    plain,
    read_json,
    source_of,
    stamp_of,
)

_PAGES = 6
_LOGIN = -100
_PROFILE, _POSTS = "100505", "107603"
_PINNED_BY = 2  # mblogtype of a pinned post
_TITLE = 60


class WeiboPage:
    """The route is the interface's address; the user's number is the account's handle."""

    def __init__(self, looking: Looking) -> None:
        self._looking = looking

    async def probe(self, account: Account, route: FeedRoute) -> Profile | Gap:
        """Name, verification and intro from the user's card."""
        answer = await self._looking.answer(_address(route.url, account.handle, _PROFILE))
        told = _good("Profile", answer)
        if isinstance(told, Gap):
            # The platform's own word; a 404 only says that its interface has moved.
            closed = told.reason is GapReason.NOT_FOUND and answer.status == 200  # noqa: PLR2004
            return Profile(source_of(answer), AccountState.CLOSED) if closed else told
        user = dig(told, "data.userInfo")
        if not isinstance(user, dict):
            return Gap("Profile", answer.url, GapReason.UNREADABLE, "没有读到用户信息")
        return Profile(
            source_of(answer),
            AccountState.LIVE,
            plain(user.get("screen_name")),
            _subject(plain(user.get("verified_reason"))),
            plain(user.get("description")),
        )

    async def latest(
        self, account: Account, route: FeedRoute, since: datetime | None
    ) -> Feed | Gap:
        """Until `since` is reached; what is pinned says nothing of how far we came."""
        posts: list[Post] = []
        first: Answer | None = None
        ended = False
        whole: int | None = None  # as many as the platform says there are
        for page in range(1, _PAGES + 1):
            answer = await self._looking.answer(
                _address(route.url, account.handle, _POSTS, page=page)
            )
            told = _good("Feed", answer, begun=bool(posts))
            if isinstance(told, Gap):
                if first is None:
                    return told
                break
            first = first or answer
            new = tuple(_posts(told, answer))
            posts += new
            if not new:
                # The end of the list, or what a refused visitor gets: the platform's own count decides.
                ended = whole is not None and len({post.id for post in posts}) >= whole
                ended = ended if posts else await self._never_wrote(account, route)
                break
            if whole is None:
                whole = number(dig(told, "data.cardlistInfo.total"))
            reached = oldest(posts)
            if since and reached and reached <= since:
                break
        assert first is not None  # noqa: S101 - the loop ran once
        if not posts and not ended:
            why = "列表为空，但账号资料并未显示没有内容"
            return Gap("Feed", first.url, GapReason.BLOCKED, why)
        return feed_of(source_of(first), posts, "page", since, ended=ended)

    async def _never_wrote(self, account: Account, route: FeedRoute) -> bool:
        """An empty list is what a refused visitor gets, too; the user's card counts what there is."""
        answer = await self._looking.answer(_address(route.url, account.handle, _PROFILE))
        told = _good("Feed", answer)
        return not isinstance(told, Gap) and dig(told, "data.userInfo.statuses_count") == 0

    async def interaction(self, account: Account, route: FeedRoute) -> Interaction | Gap:
        """Somebody's comment proves that comments are open."""
        answer = await self._looking.answer(_address(route.url, account.handle, _POSTS, page=1))
        told = _good("Interaction", answer)
        return told if isinstance(told, Gap) else commented(_posts(told, answer), answer, "page")


def _address(base: str, uid: str, container: str, **more: int) -> str:
    parts = urlsplit(base)
    query = urlencode({"type": "uid", "value": uid, "containerid": container + uid, **more})
    return urlunsplit((parts.scheme, parts.netloc, "/api/container/getIndex", query, ""))


def _good(of: str, answer: Answer, *, begun: bool = False) -> Any | Gap:
    """ok 1 is an answer; 0 with an empty list is an answer too; -100 asks for a login."""
    told = read_json(of, answer)
    if isinstance(told, Gap):
        return told
    if not isinstance(told, dict):
        return Gap(of, answer.url, GapReason.UNREADABLE, "返回的不是约定的结构")
    ok, words = told.get("ok"), plain(told.get("msg"))
    if ok == 1:
        return told
    if ok == _LOGIN:
        return Gap(of, answer.url, GapReason.LOGIN_REQUIRED)
    if "不存在" in words or "已注销" in words:
        return Gap(of, answer.url, GapReason.NOT_FOUND, words[:60])
    if ok == 0 and ("没有内容" in words or "还没有发" in words or begun):
        return told
    return Gap(of, answer.url, GapReason.BLOCKED, words[:60])


def _posts(told: Any, answer: Answer) -> Iterator[Post]:
    cards = dig(told, "data.cards")
    for card in cards if isinstance(cards, list) else ():
        for blog in _blogs(card):
            text = plain(dig(blog, "longText.longTextContent|text"))
            name = str(blog.get("id") or blog.get("mid") or "")
            if not name or blog.get("deleted") in (1, "1", True):
                continue
            number = str(blog.get("bid") or name)
            yield Post(
                id=name,
                title=text[:_TITLE],
                url=f"https://m.weibo.cn/detail/{number}",
                published=stamp_of(blog.get("created_at"), answer.fetched_at),
                text=text,
                pinned=bool(blog.get("isTop"))
                or blog.get("mblogtype") == _PINNED_BY
                or dig(blog, "title.text") == "置顶",
                kind="video" if dig(blog, "page_info.type") == "video" else "article",
                original="retweeted_status" not in blog,
                counts=counts_of(
                    (
                        ("shares", blog.get("reposts_count")),
                        ("comments", blog.get("comments_count")),
                        ("likes", blog.get("attitudes_count")),
                    )
                ),
            )


def _blogs(card: Any) -> Iterator[dict[str, Any]]:
    """A card is a post, or a group of cards."""
    if not isinstance(card, dict):
        return
    if isinstance(card.get("mblog"), dict):
        yield card["mblog"]
    for inner in card.get("card_group") or ():
        yield from _blogs(inner)


def _subject(reason: str) -> str:
    """ "云澜市教育局官方微博" names its subject."""
    for tail in ("官方微博", "官微", "政务微博"):
        if reason.endswith(tail):
            return reason[: -len(tail)]
    return ""
