"""范围: which addresses belong to the subject, and which are a trap without an end."""

import re
from urllib.parse import urlsplit

from core.subject import Section, Site

_SESSION = re.compile(
    r";jsessionid=[^/?#]*"
    r"|(?<=[?&])(?:jsessionid|phpsessid|aspsessionid\w*|cfid|cftoken|sessionid|sid)=[^&#]*&?"
    r"|/\([AFS]\([\w-]{10,}\)\)",
    re.I,
)
_MAX_LENGTH = 1000
_MAX_SEGMENTS = 16
_CALENDAR = re.compile(r"(?:^|[?&/_])(?:calendar|rili|year|month|day|date|week)(?:[=/_]|$)", re.I)
_PER_CALENDAR = 40
"""Pages read of one shape that counts days: a calendar has a next month for ever."""


def same_page(url: str) -> str:
    """The address without its session number: two links that differ there lead to one page."""
    return _SESSION.sub("", url).rstrip("?&") if "id" in url or "(" in url else url


def site_host(url: str) -> str:
    """Host and port, "www." left off: a site is asked for by either name."""
    netloc = url.partition("://")[2].partition("/")[0].partition("?")[0].lower()
    return netloc.rpartition("@")[2].removeprefix("www.")


def absolute(url: str) -> str:
    """A registered address as a browser would complete it."""
    url = url.strip()
    if "://" not in url:
        url = f"http://{url}"
    return url if url.partition("://")[2].count("/") else url + "/"


class Scope:
    """A site is its hosts; a section is a folder on somebody's site."""

    def __init__(self, subject: Site | Section, home: str) -> None:
        self._hosts = {site_host(home)}
        self._shapes: dict[str, int] = {}
        self._folder = ""
        if isinstance(subject, Section):
            path = urlsplit(home).path
            self._folder = path[: path.rfind("/") + 1]

    def widen(self, url: str) -> None:
        """The home page was moved to another host: that is the site now."""
        self._hosts.add(site_host(url))

    def internal(self, url: str) -> bool:
        """Whether it lies on the subject's own host."""
        return site_host(url) in self._hosts

    def readable(self, url: str) -> bool:
        """Whether it is one of the subject's own pages."""
        return self.internal(url) and (
            not self._folder or urlsplit(url).path.startswith(self._folder)
        )

    def endless(self, url: str) -> bool:
        """Whether its shape says that such pages never end. Counts what it lets pass."""
        if len(url) > _MAX_LENGTH:
            return True
        path, _, query = url.partition("?")
        segments = [one for one in path.split("/")[3:] if one]
        if len(segments) > _MAX_SEGMENTS or _circling(segments):
            return True
        if _CALENDAR.search(url) and (query or len(segments) <= 4):  # noqa: PLR2004
            shape = re.sub(r"\d+", "0", url)
            self._shapes[shape] = self._shapes.get(shape, 0) + 1
            return self._shapes[shape] > _PER_CALENDAR
        return False


def _circling(segments: list[str]) -> bool:
    """/a/b/a/b/a/b: a relative link on a page that the server gives for any path."""
    return len(segments) > 5 and any(segments.count(one) > 3 for one in set(segments))  # noqa: PLR2004
