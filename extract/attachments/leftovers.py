"""其余的地方: numbers in parts of a package that its reader did not tell: targets of links, alternative texts,
charts and their caches, defined names, headers of sheets, document variables, building blocks, phonetics."""

import re
from typing import Any

from extract.attachments.draft import Draft
from extract.attachments.package import Package
from extract.attachments.reading import TooLargeError

_LONG = re.compile(r"[0-9]{11,20}[Xx]?")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_SHORTEST = 15  # digits of an account or an old identity number
_PARTS = (".xml", ".rels", ".vml")
_LARGEST = 20_000_000  # bytes of one part; a larger one is a sheet of cells
_MOST = 20_000  # characters hidden from one part


def sweep(draft: Draft, package: Package) -> None:
    """Whatever holds a long number that stands nowhere in the draft yet."""
    told = _numbers(draft.told())
    for name in package.names:
        if not name.endswith(_PARTS) or package.size(name) > _LARGEST:
            continue
        try:
            body = package.read(name)
        except TooLargeError:
            return  # the budget is spent on what was read before
        left = _numbers(body.decode("latin-1")) - told  # digits are the same in every encoding
        if left and (root := package.xml(name)) is not None:
            told |= left
            draft.hide(f"隐藏数据（{name}）", "\n".join(_values(root, left))[:_MOST])


def _numbers(text: str) -> set[str]:
    """Those that could be somebody's; the tail of a decimal fraction is none."""
    return {
        match[0]
        for match in _LONG.finditer(text)
        if (len(match[0]) >= _SHORTEST or _MOBILE.fullmatch(match[0]))
        and text[max(0, match.start() - 1) : match.start()] != "."
    }


def _values(root: Any, left: set[str]) -> list[str]:
    """Attributes and texts with such a number, each once."""
    found: dict[str, None] = {}
    for one in root.iter():
        for value in (*one.attrib.values(), one.text or "", one.tail or ""):
            if left & _numbers(value):
                found[value.strip()] = None
    return list(found)
