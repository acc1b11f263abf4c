"""法律名称: a law in 《》 that is called otherwise than any law is: 《反国家分裂法》.

Names are compared by their characters, whatever their order: no two laws differ in one only.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from checks.wording.phrases import Phrase

_LEAST = 6
_OF_THE_STATE = "中华人民共和国"
_TITLE = re.compile(r"《(?:中华人民共和国)?(?P<name>[\u4e00-\u9fff、]{5,30}法)》")
_OTHERS = re.compile(
    "修正|草案|意见|办法|方法|书法|用法|做法|疗法|看法|说法|语法|想法|历法|兵法|刑法"
)


class Titles:
    """The names of the laws among the phrases."""

    def __init__(self, listed: Iterable[Phrase]) -> None:
        """Names that end in 法."""
        self._names = {
            one.text: one
            for one in listed
            if len(one.text) >= _LEAST
            and one.text.endswith("法")
            and not one.text.startswith(_OF_THE_STATE)
        }
        self._counted = [(Counter(text), len(text), one) for text, one in self._names.items()]

    def find(self, text: str) -> Iterator[tuple[int, int, Phrase]]:
        """(start, end, the law that is meant)."""
        for match in _TITLE.finditer(text):
            name = match["name"]
            if name in self._names or name.startswith(_OF_THE_STATE) or _OTHERS.search(name):
                continue
            counted, size = Counter(name), len(name)
            for other, length, phrase in self._counted:
                if abs(length - size) <= 1 and (counted & other).total() >= max(size, length) - 1:
                    yield *match.span("name"), phrase
                    break
