"""文档属性: title, author, keywords, company and own fields, where they could tell something."""

import re

from extract.attachments.draft import Draft
from extract.attachments.package import Package, local

_FILES = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml")
_TELLING = re.compile(r"[\u3400-\u9fff]|\d{7}")


def hide_properties(draft: Draft, package: Package) -> None:
    """OOXML's three files and ODF's one."""
    for name in _FILES:
        root = package.xml(name)
        if root is None:
            continue
        told = [
            f"{local(one)}：{text}"
            for one in root.iter()
            if (text := (one.text or "").strip()) and _TELLING.search(text)
        ]
        draft.hide("隐藏属性（文档属性）", "\n".join(told))
