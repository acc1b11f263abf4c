"""The words of a notice: a text template that an office may edit, filled from a Tally."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from importlib import resources
from pathlib import Path

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from core.tally import Tally
from reports.annexes import Annex
from reports.figures import Disagreement, write
from reports.notice_context import context
from reports.notice_form import NoticeForm


class TemplateFault(ValueError):  # noqa: N818 - the office's template, not our error
    """A template that cannot be read or filled; the message is Chinese and names the line."""


class Place(Enum):
    """What a paragraph is on the page."""

    TITLE = "标题"
    ADDRESSEE = "主送"
    CHAPTER = "一级"
    SECTION = "二级"
    BODY = "正文"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, its bound numbers still signed."""

    place: Place
    text: str


_TAGS = {"【标题】": Place.TITLE, "【主送】": Place.ADDRESSEE, "【正文】": Place.BODY}
_CHAPTER = re.compile(r"[一二三四五六七八九十]+、")
_SECTION = re.compile(r"（[一二三四五六七八九十]+）")


def notice_words(
    tally: Tally, tables: Sequence[Annex], form: NoticeForm, template: Path | None = None
) -> tuple[Paragraph, ...]:
    """Fill the template (ours, or the office's file) and tell its paragraphs apart.

    Raises TemplateFault, and figures.Disagreement where the template prints a number of its own.
    """
    house = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, finalize=write, trim_blocks=True, lstrip_blocks=True,
        autoescape=False,
    )  # fmt: skip
    try:
        text = house.from_string(_read(template)).render(context(tally, tables, form))
    except TemplateSyntaxError as wrong:
        raise TemplateFault(f"通报模板第{wrong.lineno}行写法有误：{wrong.message}") from wrong
    except Disagreement:
        raise
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as wrong:
        raise TemplateFault(f"通报模板无法填写：{wrong}。请对照自带模板检查变量名") from wrong
    return tuple(_paragraph(line) for raw in text.splitlines() if (line := raw.strip()))


def _paragraph(line: str) -> Paragraph:
    for tag, place in _TAGS.items():
        if line.startswith(tag):
            return Paragraph(place, line.removeprefix(tag).strip())
    if _CHAPTER.match(line):
        return Paragraph(Place.CHAPTER, line)
    return Paragraph(Place.SECTION if _SECTION.match(line) else Place.BODY, line)


def _read(template: Path | None) -> str:
    """UTF-8, or what the notepad of a Chinese Windows writes."""
    if template is None:
        return (resources.files("reports") / "templates" / "notice.txt").read_text("utf-8")
    try:
        body = template.read_bytes()
    except OSError as missing:
        raise TemplateFault(f"无法读取通报模板“{template}”：{missing.strerror}") from missing
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TemplateFault(f"通报模板“{template}”不是文本文件（应为 UTF-8 或 GB18030 编码）")
