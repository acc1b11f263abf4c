"""读法: how to read one platform's answers, as data. Offices add their own without touching code."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FeedMapping:
    """`name` is the word that a route begins with.

    In `json_api` and in a caught browser response the values of `posts` and `profile` are paths
    ("data.user.name", alternatives behind "|"); in pages they are CSS selectors, "selector@attribute"
    for an attribute. `posts` needs list, id and title; its other keys: time, url, text, pinned,
    original, kind, and reads, likes, comments, shares, plays. `profile`: name, subject, intro.
    """

    name: str
    title: str
    kind: str  # json_api | html_page | browser_page
    posts: Mapping[str, str] = field(hash=False)
    profile: Mapping[str, str] = field(default_factory=dict, hash=False)
    quality: str = "page"
    in_order: bool = True  # apart from pinned ones the list leaves nothing out behind its newest
    response: str = ""  # browser_page: a pattern of the address whose JSON answer is caught
    success: Mapping[str, str] = field(
        default_factory=dict, hash=False
    )  # path -> value of a good answer
    total: str = ""  # path of a count; 0 there means that nothing was ever published
    more: Mapping[str, str] = field(default_factory=dict, hash=False)  # path, parameter, while
    closed: tuple[str, ...] = ()  # words of a page that says the account is gone
    login: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()  # captcha, too many visits
    menus: str = ""  # selector of menu links
    downloads: str = ""  # selector of an app's download links
