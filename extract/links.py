"""链接: every address on a page, found and resolved as a browser does. Script text is never a link."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from extract.addresses import has_template, resolve
from extract.scripts import without_comments
from extract.tree import TEXT, Attributes, Tree

_CSS_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]*))\s*\)""", re.I)
_CSS_IMPORT = re.compile(r"""@import\s+(?:url\(\s*)?["']?([^"')\s;]+)""", re.I)
_REFRESH = re.compile(r"""^\s*[\d.]*\s*[;,]?\s*(?:url\s*=)?\s*["']?([^"'\s][^"']*)""", re.I)
_GOES = re.compile(
    r"""(?:window\.open|(?:(?:window|self|top|parent|document)\.)?location(?:\.href|\.assign|\.replace)?)"""
    r"""\s*[=(]\s*(?:"([^"]+)"|'([^']+)')(?!\s*[+'"])"""
)
_SRCSET = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+[^,]*)?(?:,|$)")
_ATTACHMENT_NAMES = (
    "doc docx xls xlsx ppt pptx pdf wps et dps ofd zip rar 7z tar gz txt csv rtf mp3 mp4 wma wmv avi flv"
    " mov rm rmvb swf exe apk ceb pps ppsx dot dotx xlt xltx xlsm docm"
)
_ATTACHMENTS = frozenset(_ATTACHMENT_NAMES.split())
_PICTURES = frozenset({"jpg", "jpeg", "png", "gif", "bmp", "webp", "svg", "ico", "tif", "tiff"})
_LAZY = ("src", "data-original", "data-src", "data-lazy-src", "lazy-src", "original", "data-lazy")
_NOT_FETCHED = {"dns-prefetch", "preconnect", "profile", "pingback", "edituri", "wlwmanifest"}


@dataclass(frozen=True, slots=True)
class Link:
    """One address as it stands on the page. `url` is "" for one that leads nowhere (malformed)."""

    url: str
    raw: str
    text: str
    kind: str  # page | picture | attachment | style | script | frame | form
    locator: str  # a[href], img[src], css url …


@lru_cache(maxsize=16384)  # a site's pages lead to the same pages
def page_kind(address: str) -> str:
    """What an <a> leads to, by its address: page, picture or attachment."""
    path, _, query = address.partition("#")[0].partition("?")
    ending = path.rpartition(".")[2].lower()
    if ending in _ATTACHMENTS or (query and query.rpartition(".")[2].lower() in _ATTACHMENTS):
        return "attachment"
    return "picture" if ending in _PICTURES else "page"


def base_of(tree: Tree, url: str) -> str:
    """What relative addresses hang on: the first <base href>, else the page's own address."""
    for row in tree.named("base"):
        if (href := tree.attributes[row].get("href")) is not None:
            return resolve(url, href) or url
    return url


def read_links(tree: Tree, url: str, charset: str = "utf-8") -> tuple[Link, ...]:
    """All links of a page in document order; the same address may stand more than once."""
    return tuple(link for _, link in find_links(tree, url, charset))


def find_links(tree: Tree, url: str, charset: str = "utf-8") -> list[tuple[int, Link]]:
    """The same, each with the row of the tree that it stands in."""
    base = base_of(tree, url)
    found: list[tuple[int, Link]] = []
    for row, attributes in enumerate(tree.attributes):
        tag = tree.tags[row]
        if not attributes and tag != "style":
            continue
        rule = _RULES.get(tag)
        if rule is not None:
            for raw, kind, locator in rule(tree, row, attributes):
                _add(found, base, charset, tree, row, raw, kind, locator)
        for name in attributes:
            if name in _EVERYWHERE and (value := attributes[name]):
                for raw, kind, locator in _everywhere(name, value):
                    _add(found, base, charset, tree, row, raw, kind, locator)
    return found


def css_links(text: str, base: str) -> tuple[Link, ...]:
    """What a style sheet loads: @import as style, url() as picture. `base` is the sheet's address."""
    found = []
    for raw, kind in _css(text):
        url = resolve(base, raw)
        if url is not None:
            found.append(Link(url, raw, "", kind, "css url"))
    return tuple(found)


_Found = Iterator[tuple[str, str, str]]  # raw, kind, locator


def _add(
    found: list[tuple[int, Link]],
    base: str,
    charset: str,
    tree: Tree,
    row: int,
    raw: str,
    kind: str,
    locator: str,
) -> None:
    if has_template(raw):
        return  # a script was to fill it in; `needs_render` tells of it
    url = resolve(base, raw, charset)
    if url is not None:
        if kind == "page":
            kind = page_kind(url)
        found.append((row, Link(url, raw, anchor_text(tree, row), kind, locator)))


def anchor_text(tree: Tree, row: int) -> str:
    """What a reader would call this link: its text, else its title, else its picture's alt."""
    tag = tree.tags[row]
    if tag not in _SPEAKING:
        return tree.attribute(row, "alt") or tree.attribute(row, "title")
    end = min(tree.ends[row], row + _TEXT_ROWS)  # <td onclick> may hold half a page
    pieces = [tree.texts[i] for i in range(row, end) if tree.tags[i] == TEXT]
    text = " ".join("".join(pieces).split())
    if not text:
        text = tree.attribute(row, "title") or next(
            (alt for i in range(row, end) if (alt := tree.attributes[i].get("alt"))), ""
        )
    return text.strip()


_TEXT_ROWS = 80
_SPEAKING = {"a", "area", "option", "button", "div", "li", "span", "td", "p"}


def _css(text: str) -> Iterator[tuple[str, str]]:
    if "/*" in text:
        text = without_comments(text)
    if "@import" in text:
        for found in _CSS_IMPORT.finditer(text):
            yield found[1], "style"
        text = _CSS_IMPORT.sub("", text)
    if "url(" in text or "URL(" in text:
        for found in _CSS_URL.finditer(text):
            raw = found[1] or found[2] or found[3]
            if raw:
                yield raw, "picture"


def _everywhere(name: str, value: str) -> _Found:
    if name == "style":
        if "(" in value:
            for raw, kind in _css(value):
                yield raw, kind, "css url"
    elif name == "background":
        yield value, "picture", "[background]"
    else:
        for found in _GOES.finditer(value):
            yield found[1] or found[2], "page", "[onclick]"


_EVERYWHERE = frozenset({"style", "onclick", "background"})


def _anchor(tree: Tree, row: int, attributes: Attributes) -> _Found:
    href = attributes.get("href")
    if not href:
        return
    if href.lstrip()[:11].lower() == "javascript:":
        for found in _GOES.finditer(href):
            yield found[1] or found[2], "page", "[onclick]"
        return
    yield href, "page", f"{tree.tags[row]}[href]"


def _srcset(value: str) -> Iterator[str]:
    for found in _SRCSET.finditer(value):
        yield found[1]


def _picture(tree: Tree, row: int, attributes: Attributes) -> _Found:
    tag = tree.tags[row]
    for name in _LAZY:
        if value := attributes.get(name):
            yield value, "picture", f"{tag}[{name}]"
    for name in ("srcset", "data-srcset"):
        if value := attributes.get(name):
            for raw in _srcset(value):
                yield raw, "picture", f"{tag}[{name}]"


def _media(tree: Tree, row: int, attributes: Attributes) -> _Found:
    tag = tree.tags[row]
    if value := attributes.get("src"):
        yield value, "attachment", f"{tag}[src]"
    if value := attributes.get("poster"):
        yield value, "picture", f"{tag}[poster]"
    if value := attributes.get("srcset"):
        for raw in _srcset(value):
            yield raw, "picture", f"{tag}[srcset]"


def _script(_tree: Tree, _row: int, attributes: Attributes) -> _Found:
    if value := attributes.get("src"):
        yield value, "script", "script[src]"


def _sheet(_tree: Tree, _row: int, attributes: Attributes) -> _Found:
    value = attributes.get("href")
    rel = (attributes.get("rel") or "").lower()
    words = set(rel.split())
    if not value or words & _NOT_FETCHED:
        return
    if "stylesheet" in words:
        kind = "style"
    elif "icon" in rel:
        kind = "picture"
    elif words & {"preload", "prefetch", "modulepreload"}:
        named = attributes.get("as") or "script"
        kind = {"style": "style", "image": "picture"}.get(named, "script")
    elif words & {"canonical", "alternate", "shortlink", "prev", "next", "amphtml"}:
        return  # never followed by a reader
    else:
        kind = "style" if value.lower().partition("?")[0].endswith(".css") else "picture"
    yield value, kind, "link[href]"


def _frame(tree: Tree, row: int, attributes: Attributes) -> _Found:
    for name in ("src", "data-src"):
        if value := attributes.get(name):
            yield value, "frame", f"{tree.tags[row]}[{name}]"


def _embedded(tree: Tree, row: int, attributes: Attributes) -> _Found:
    name = "data" if tree.tags[row] == "object" else "src"
    if value := attributes.get(name):
        yield value, "attachment", f"{tree.tags[row]}[{name}]"


def _form(_tree: Tree, _row: int, attributes: Attributes) -> _Found:
    if value := attributes.get("action"):
        yield value, "form", "form[action]"


def _input(_tree: Tree, _row: int, attributes: Attributes) -> _Found:
    if (value := attributes.get("src")) and (attributes.get("type") or "").lower() == "image":
        yield value, "picture", "input[src]"


def _option(_tree: Tree, _row: int, attributes: Attributes) -> _Found:
    value = (attributes.get("value") or "").strip()
    if value[:7].lower() in ("http://", "https:/"):
        yield value, "page", "option[value]"


def _meta(_tree: Tree, _row: int, attributes: Attributes) -> _Found:
    if (attributes.get("http-equiv") or "").lower() == "refresh":
        content = attributes.get("content") or ""
        found = _REFRESH.match(content)
        if found and ("=" in content or ";" in content):
            yield found[1].strip(), "page", "meta[refresh]"


def _style(tree: Tree, row: int, _attributes: Attributes) -> _Found:
    for raw, kind in _css(tree.text_of(row)):
        yield raw, kind, "css url"


_RULES: dict[str, Callable[[Tree, int, Attributes], _Found]] = {
    "a": _anchor,
    "area": _anchor,
    "img": _picture,
    "image": _picture,
    "source": _media,
    "video": _media,
    "audio": _media,
    "track": _media,
    "script": _script,
    "link": _sheet,
    "iframe": _frame,
    "frame": _frame,
    "embed": _embedded,
    "object": _embedded,
    "form": _form,
    "input": _input,
    "option": _option,
    "meta": _meta,
    "style": _style,
}
