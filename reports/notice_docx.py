"""通报: the notice of a period as a Word file. Re-added before it is written, refused where it disagrees."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx.enum.text import WD_LINE_SPACING
from docx.shared import Mm, Pt

from core.tally import Tally
from reports.annexes import Annex, annexes
from reports.docx_table import add_ruled_lines, add_table
from reports.figures import plain
from reports.notice_context import NO_ISSUER
from reports.notice_form import NoticeForm, chinese_date
from reports.notice_words import Paragraph, Place, notice_words
from reports.official_paper import (
    FOUR,
    LINE,
    RED,
    SECTION_FONT,
    TITLE_FONT,
    border,
    indent_characters,
    new_paper,
    paragraph,
    run,
)
from reports.printable import clean
from reports.recount import agree
from reports.whole_file import whole_file

_AREA_WIDTH_PT = 442  # 156 mm
_LARGEST_MARK, _SMALLEST_MARK = 62, 26  # pt, 发文机关标志


def write_notice(tally: Tally, path: Path, form: NoticeForm, template: Path | None = None) -> None:
    """Write the notice with its annexes.

    Raises figures.Disagreement (text, annexes and tally differ), notice_words.TemplateFault (the
    office's template), PermissionError (the place is taken); each says so in Chinese, and nothing
    is left half written.
    """
    tables = annexes(tally)
    words = notice_words(tally, tables, form, template)
    agree(tally, tables, [one.text for one in words])
    title = "".join(plain(one.text) for one in words if one.place is Place.TITLE)
    issuer = clean(tally.issuer) or NO_ISSUER
    paper = new_paper(title, issuer, form.issued_on)
    if form.number:
        _red_head(paper, issuer, clean(form.number))
    _words(paper, words)
    _annex_list(paper, tables)
    _signature(paper, issuer, form)
    for at, table in enumerate(tables, start=1):
        _annex(paper, f"附件{at}" if len(tables) > 1 else "附件", table)
    if form.copies_to:
        _colophon(paper, issuer, form)
    with whole_file(path) as beside:
        paper.save(str(beside))


def _red_head(paper: Any, issuer: str, number: str) -> None:
    """发文机关标志, 发文字号 and the red rule. The mark shrinks until the name fits one line."""
    mark = f"{issuer}文件"
    size = max(min(_AREA_WIDTH_PT / len(mark), _LARGEST_MARK), _SMALLEST_MARK)
    head = paragraph(paper, "发文字号")
    letters = run(head, mark, TITLE_FONT)
    letters.font.size, letters.font.color.rgb = Pt(int(size)), RED
    head.paragraph_format.space_before = Mm(25)
    head.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    paragraph(paper, "发文字号")
    line = paragraph(paper, "发文字号", number)
    border(line, "bottom", size=16, color="E60012")
    paragraph(paper, "发文字号")
    paragraph(paper, "发文字号")


def _words(paper: Any, words: Sequence[Paragraph]) -> None:
    titled = False
    for one in words:
        text = plain(one.text)
        if one.place is Place.TITLE:
            titled = True
            paragraph(paper, "标题", text)
            continue
        if titled:
            paragraph(paper, "主送")  # one line free under the title
            titled = False
        if one.place is Place.SECTION:
            _section(paper, text)
        else:
            paragraph(paper, one.place.value, text)


def _section(paper: Any, text: str) -> None:
    """（一）…。 in 楷体, the rest of the paragraph in 仿宋."""
    heading, stop, rest = text.partition("。")
    line = paragraph(paper, "正文")
    run(line, heading + stop, SECTION_FONT)
    if rest:
        run(line, rest)


def _annex_list(paper: Any, tables: Sequence[Annex]) -> None:
    """附件说明: one line free above, two characters in, names of several lines hanging."""
    if not tables:
        return
    paragraph(paper, "附件说明")
    for at, table in enumerate(tables, start=1):
        number = f"{at}．" if len(tables) > 1 else ""
        lead = "附件：" if at == 1 else ""
        line = paragraph(paper, "附件说明", f"{lead}{number}{table.title}")
        # 附件： is three characters, the number and its stop about one and a half
        hang = 1.5 if len(tables) > 1 else 0.0
        indent_characters(line, left=5 + hang)
        line.paragraph_format.first_line_indent = -int(Pt(16) * (hang if at > 1 else 3 + hang))


def _signature(paper: Any, issuer: str, form: NoticeForm) -> None:
    """署名 over 成文日期: the date four characters in, the name centred on it (加盖印章)."""
    day = chinese_date(form.issued_on)
    long = sum(0.5 if sign.isdigit() else 1 for sign in day)
    paragraph(paper, "落款")
    paragraph(paper, "落款")
    name = paragraph(paper, "落款", issuer)
    name.paragraph_format.keep_with_next = True
    room = 4 + (long - len(issuer)) / 2
    indent_characters(name, right=max(room, 0))
    date_line = paragraph(paper, "落款", day)
    indent_characters(date_line, right=4 if room >= 0 else 4 - room)
    if form.remark:
        remark = clean(form.remark).strip("（）()")
        date_line.paragraph_format.keep_with_next = True
        paragraph(paper, "正文", f"（{remark}）")


def _annex(paper: Any, number: str, table: Annex) -> None:
    paragraph(paper, "附件号", number)
    paragraph(paper, "标题", table.title).paragraph_format.space_after = LINE // 2
    add_table(paper, table)


def _colophon(paper: Any, issuer: str, form: NoticeForm) -> None:
    """版记: 抄送, then who printed and when, between rules."""
    paragraph(paper, "版记")
    printed = f"{issuer}\t{chinese_date(form.issued_on)}印发"
    add_ruled_lines(paper, (f"抄送：{clean(form.copies_to).rstrip('。')}。", printed), FOUR)
