"""工作表名: legal in Excel (31 characters, none of : \\ / ? * [ ], no apostrophe at an end) and unique."""

import re

from reports.printable import clean

_LONGEST = 31
_FORBIDDEN = re.compile(r"[:\\/?*\[\]：？＊［］]")  # WPS refuses the full-width ones too


class SheetNames:
    """Hands out names; the second of a kind gets a number. Excel does not tell upper from lower case."""

    def __init__(self) -> None:
        """Nothing taken; "History" is Excel's own."""
        self._taken = {"history"}

    def take(self, wished: str) -> str:
        """A name near to `wished`."""
        plain = _FORBIDDEN.sub(" ", clean(wished)).strip("' ") or "未命名"
        for number in range(1, len(self._taken) + 2):
            tail = f"（{number}）" if number > 1 else ""
            name = plain[: _LONGEST - len(tail)].strip("' ") + tail
            if name.casefold() not in self._taken:
                break
        self._taken.add(name.casefold())
        return name
