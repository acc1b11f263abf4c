"""网址: what a browser makes of a raw address on a page (WHATWG URL, http and https only)."""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import quote, unquote

NOT_A_LINK: Final = None
MALFORMED: Final = ""

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
_DRIVE = re.compile(r"[a-zA-Z]:[\\/]")  # C:\… pasted from somebody's desk
_PORTS = {"http": "80", "https": "443"}
_TEMPLATE = re.compile(r"\{\{|\}\}|\$\{|<%|%>|\{%|\[\[")
_FORBIDDEN_HOST = re.compile(r"[\x00-\x20\x7f#/:<>?@\[\\\]^|%]")
_TRIM = "".join(map(chr, range(0x21)))  # C0 controls and space
_NEWLINES = str.maketrans("", "", "\t\r\n")
_PATH_SAFE = "/%:@!$&'()*+,;=~-._[]|^\\"
_QUERY_SAFE = "/%:@!$&()*+,;=~-._[]|^\\?`{}"
_PLAIN_PATH = re.compile(r"[A-Za-z0-9/%:@!$&'()*+,;=~\-._\[\]|^]*")
_PLAIN_QUERY = re.compile(r"[A-Za-z0-9/%:@!$&()*+,;=~\-._\[\]|^?`{}]*")
_MAX = 4096  # characters of an address; longer ones are data, not links
_MAX_PORT = 65535


def has_template(raw: str) -> bool:
    """True for what a page's own script was to fill in: {{ url }}, ${url}, <%= url %>."""
    return ("{" in raw or "<" in raw or "[" in raw) and _TEMPLATE.search(raw) is not None


def resolve(base: str, raw: str, charset: str = "utf-8") -> str | None:
    """The absolute address without its fragment.

    `base` is an absolute http(s) address. None: no link at all (script, mail, data, a place on the
    same page). "": it was meant as a link and leads nowhere (file:///C:/…, a host that cannot be).
    The query is written in the page's charset, the path in UTF-8, as browsers do.
    """
    raw = raw.strip(_TRIM)
    if "\n" in raw or "\t" in raw or "\r" in raw:
        raw = raw.translate(_NEWLINES)
    if not raw or raw[0] == "#":
        return NOT_A_LINK
    if len(raw) > _MAX:
        return NOT_A_LINK if raw[:5].lower() == "data:" else MALFORMED
    return _resolved(_needed(base, raw), raw, charset)


def _needed(base: str, raw: str) -> str:
    """As little of the base as the answer hangs on, so that a whole site shares cached answers."""
    first = raw[0]
    if first in "/\\" or raw[:8].lower().startswith(("http://", "https://")):
        end = base.find("/", 8)
        return base if end < 0 else base[:end]
    bare = base.partition("#")[0].partition("?")[0]
    return bare if first == "?" else bare[: bare.rfind("/") + 1] if bare.count("/") > 2 else bare  # noqa: PLR2004


@lru_cache(maxsize=65536)
def _resolved(base: str, raw: str, charset: str) -> str | None:
    base_scheme, _, base_rest = base.partition("://")
    scheme, rest = base_scheme.lower(), raw
    found = _SCHEME.match(raw)
    if found:
        named = found[1].lower()
        if named not in _PORTS:
            return MALFORMED if named == "file" or _DRIVE.match(raw) else NOT_A_LINK
        rest = raw[found.end() :]
        if named != scheme or rest[:2].replace("\\", "/") == "//":
            rest = "//" + rest.lstrip("/\\")  # a browser forgives http:/host and http:///host
        scheme = named
    rest = rest.partition("#")[0]
    path, mark, query = rest.partition("?")
    path = path.replace("\\", "/")
    base_authority, slash, base_path = base_rest.partition("/")
    if path.startswith("//"):
        authority, slash, path = path.lstrip("/").partition("/")
        path = "/" + path
    else:
        authority = base_authority
        if not path:
            path = slash + base_path
            if not mark and not rest:
                return NOT_A_LINK
        elif path[0] != "/":
            path = "/" + base_path[: base_path.rfind("/") + 1] + path
    host = _host(authority, scheme)
    if not host:
        return MALFORMED
    path = _flat(path or "/")
    if not _PLAIN_PATH.fullmatch(path):
        path = quote(path, safe=_PATH_SAFE, errors="replace")
    if mark and not _PLAIN_QUERY.fullmatch(query):
        # What the page's charset cannot write, a browser sends as a character reference.
        query = quote(query.encode(charset, "xmlcharrefreplace"), safe=_QUERY_SAFE)
    return f"{scheme}://{host}{path}{mark}{query}"


def _flat(path: str) -> str:
    """Dot segments taken out; a browser never climbs above the root."""
    if "/." not in path and "%2" not in path:
        return path
    parts: list[str] = []
    segments = path.split("/")[1:]
    for at, segment in enumerate(segments):
        plain = segment.replace("%2e", ".").replace("%2E", ".")
        last = at == len(segments) - 1
        if plain == "..":
            if parts:
                parts.pop()
            if last:
                parts.append("")
        elif plain == ".":
            if last:
                parts.append("")
        else:
            parts.append(segment)
    return "/" + "/".join(parts)


@lru_cache(maxsize=4096)
def _host(authority: str, scheme: str) -> str:
    """Host and port in canonical form, "" for one that cannot be."""
    _login, _at, authority = authority.rpartition("@")
    if authority.startswith("["):
        return authority if "]" in authority else ""
    host, _, port = authority.partition(":")
    if port and not (port.isascii() and port.isdigit() and int(port) <= _MAX_PORT):
        return ""
    host = unquote(host).translate(_IDEOGRAPHIC_DOTS).lower()
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    host = host.rstrip(".") if not host.endswith("..") else ""
    if not host or _FORBIDDEN_HOST.search(host) or ".." in host or not _numbers_fit(host):
        return ""
    return host if not port or port == _PORTS[scheme] else f"{host}:{int(port)}"


_IDEOGRAPHIC_DOTS = str.maketrans("。．｡", "...")


def _numbers_fit(host: str) -> bool:
    """A host that ends in a number must be an IPv4 address (four parts, each under 256)."""
    parts = host.split(".")
    if not parts[-1].isdigit():
        return True
    return len(parts) == 4 and all(p.isdigit() and int(p) < 256 for p in parts)  # noqa: PLR2004


def host_of(url: str) -> str:
    """Host of an absolute address, without port; "" where there is none."""
    authority = url.partition("://")[2].partition("/")[0].partition("?")[0]
    return authority.rpartition("@")[2].partition(":")[0].lower()


_SECOND = frozenset({"com", "net", "org", "gov", "edu", "ac", "mil", "co"})
_PROVINCES = frozenset(
    "bj sh tj cq he sx nm ln jl hl js zj ah fj jx sd ha hb hn gd gx hi sc gz yn xz sn gs qh nx xj".split()  # noqa: SIM905
)


def site_of(host: str) -> str:
    """The part of a host that one owner registered: www.x.example.com.cn -> example.com.cn.

    Under gov.cn a city's portal and its bureaus share it (jyj.dali.gov.cn -> dali.gov.cn).
    """
    parts = host.split(".")
    if len(parts) < 3 or parts[-1].isdigit():  # noqa: PLR2004
        return host
    two = parts[-2] in _SECOND or (parts[-1] == "cn" and parts[-2] in _PROVINCES)
    return ".".join(parts[-3:] if two and len(parts[-1]) <= 4 else parts[-2:])  # noqa: PLR2004
