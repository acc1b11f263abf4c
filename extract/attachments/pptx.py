"""pptx: slides with their tables; notes, comments and hidden slides as what nobody sees."""

import posixpath
import re
from typing import Any

from extract.attachments.draft import Draft
from extract.attachments.package import Package, attribute, local, targets_of
from extract.attachments.properties import hide_properties

_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")
_MAX_DEEP = 40


def read_pptx(draft: Draft, package: Package) -> None:
    """Slides by their number."""
    slides = sorted(
        (int(match[1]), name) for name in package.names if (match := _SLIDE.fullmatch(name))
    )
    for number, name in slides:
        root = package.xml(name)
        if root is None:
            continue
        place = f"第{number}页"
        if attribute(root, "show") in ("0", "false"):
            draft.hide(f"隐藏幻灯片（{place}）", "\n".join(_paragraphs(root)))
        else:
            draft.mark(place)
            _shapes(draft, root, place, 0)
        for target in targets_of(package, name).values():
            if "notesSlide" in posixpath.basename(target):
                notes = package.xml(target)
                if notes is not None:
                    draft.hide(f"隐藏备注（{place}）", "\n".join(_paragraphs(notes)))
            elif "/comments/" in target:
                comments = package.xml(target)
                if comments is not None:
                    draft.hide(f"批注（{place}）", "\n".join(_texts(comments)))
    hide_properties(draft, package)


def _shapes(draft: Draft, element: Any, place: str, depth: int) -> None:
    for one in element:
        name = local(one)
        if name == "p":
            draft.line(_line(one))
        elif name == "tbl":
            rows = [
                [" ".join(_paragraphs(cell)) for cell in row if local(cell) == "tc"]
                for row in one
                if local(row) == "tr"
            ]
            width = max(map(len, rows), default=0)
            rows = [row + [""] * (width - len(row)) for row in rows]
            draft.table(f"{place}表{draft.next_table()}", rows)
        elif name != "Fallback" and depth < _MAX_DEEP:
            _shapes(draft, one, place, depth + 1)


def _paragraphs(root: Any) -> list[str]:
    return [text for p in root.iter() if local(p) == "p" and (text := _line(p))]


def _line(paragraph: Any) -> str:
    pieces = []
    for one in paragraph.iter():
        name = local(one)
        if name == "t":
            pieces.append(one.text or "")
        elif name == "br":
            pieces.append("\n")
    return "".join(pieces).strip()


def _texts(root: Any) -> list[str]:
    return [one.text.strip() for one in root.iter() if local(one) in ("text", "t") and one.text]
