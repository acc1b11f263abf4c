"""第一次落盘之前: what a body is read as before it is written, and how it may be written.

Whoever starts the crawl lends it an eye for personal data (`Find`): the crawler itself knows none. A page
without any is stored as it came, and the reading made to look is the one that the walk goes on with. A page
with some is stored struck, and neither journal nor memory knows it: it is fetched anew.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from core.facts import HiddenText, PageText
from core.snapshot import Source
from crawler.answer import Answer
from crawler.box import new_key
from crawler.reader import Reader
from extract.encoding import decode, is_text

Find = Callable[[PageText], Callable[[str], str] | None]
"""Personal data in a text: None where there is none, else what strikes it out of any other text."""


@dataclass(frozen=True, slots=True)
class Lent:
    """What a crawl is lent by its parent: an eye for personal data, and the key of its box."""

    find: Find | None = None
    key: bytes = field(default_factory=new_key, repr=False)


_LONG = re.compile(r"[0-9]{11}")
_ENCODINGS = {"gb18030": "gb18030", "big5": "big5"}


class Pen:
    """Between the network and the disk."""

    def __init__(self, find: Find, reader: Reader | None = None) -> None:
        self._find = find
        self._reader = reader

    def struck(self, answer: Answer) -> bytes | None:
        """The body as it may be written; None where it may be written as it is."""
        if not answer.body:
            return None
        if answer.is_html and self._reader:
            text = self._reader.look(answer).text
        else:
            read = decode(answer.body, answer.content_type)
            if not is_text(read.text):
                return None
            source = Source(answer.final_url, "", answer.fetched_at)
            text = PageText(source, "", "", hidden=(HiddenText("隐藏文件", read.text),))
        strike = self._find(text)
        if strike is None:
            return None
        read = decode(answer.body, answer.content_type)
        encoding = _ENCODINGS.get(read.encoding.lower(), "utf-8")
        return strike(read.text).encode(encoding, "replace")

    def tells(self, *addresses: str) -> bool:
        """Whether an address itself holds somebody's number."""
        return any(
            _LONG.search(url) and self._find(PageText(Source(url), "", "")) is not None
            for url in dict.fromkeys(addresses)
        )
