"""二维码的位置: pictures that stand where pages show the codes of their accounts, and the words beside them.

Nothing is decoded here: whether a picture holds a code, only its bytes tell (`attachments/codes`).
"""

import re
from dataclasses import dataclass

from extract.links import Link
from extract.tree import TEXT, Tree

_WORDS = re.compile(
    r"二维码|扫一?扫|扫码|公众号|订阅号|服务号|微信|微博|抖音|快手|视频号|头条|小程序|小红书|哔哩|百家号|人民号|企鹅号"
    r"|关注(?:我们|本|官)"
)
_NAMES = re.compile(
    r"ewm|erweima|qr[-_.]?(?:code)?|weixin|wechat|wxgzh|gzh|weibo|douyin|kuaishou|toutiao|(?<![a-z])(?:wx|wb)(?![a-z])"
)
_THIS_PAGE = re.compile(r"(?:当前|本)(?:页|网页|文章)|手机(?:打开|浏览|访问)|分享")
_LEVELS = 4  # of ancestors that are asked for words
_LONGEST = 60  # characters; more is no caption


@dataclass(frozen=True, slots=True)
class CodePlace:
    """One picture's address, and its caption ("" where none stands beside it alone)."""

    url: str
    words: str


def find_codes(tree: Tree, placed: list[tuple[int, Link]]) -> tuple[CodePlace, ...]:
    """Each picture once, in document order. A code that only opens the page it stands on is none."""
    found: dict[str, CodePlace] = {}
    for row, link in placed:
        if link.kind != "picture" or not link.url or tree.tags[row] not in _SHOWN:
            continue
        words, beside = link.text, _caption(tree, row)
        if not words or _WORDS.search(beside):
            words = f"{words} {beside}".strip()
        name = link.url.partition("?")[0].rpartition("/")[2].lower()
        if (_WORDS.search(words) or _NAMES.search(name)) and not _THIS_PAGE.search(words):
            found.setdefault(link.url, CodePlace(link.url, words[: 2 * _LONGEST]))
    return tuple(found.values())


_SHOWN = frozenset({"img", "image", "input"})


def _caption(tree: Tree, row: int) -> str:
    """The words of the nearest ancestor that has any, where they are few and about this picture alone."""
    for above in tree.ancestors(row, _LEVELS):
        if tree.tags[above] in ("body", "html"):
            break
        rows = tree.within(above)
        text = " ".join("".join(tree.texts[i] for i in rows if tree.tags[i] == TEXT).split())
        if text:
            alone = sum(tree.tags[i] in _SHOWN for i in rows) == 1
            return text if alone and len(text) <= _LONGEST else ""
    return ""
