"""pdf: words from character boxes, tables from rules and gaps, page by page."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2 as pdfium

from core.gap import GapReason
from extract.attachments.boxes import (
    Box,
    Line,
    Piece,
    Table,
    joined,
    lines_of,
    ruled_areas,
    ruled_table,
    tables_of,
    text_of,
)
from extract.attachments.draft import Draft
from extract.attachments.pdf_covered import blot_covered
from extract.attachments.pdf_marks import drawn_on
from extract.attachments.pdf_unseen import read_annotations, read_document_parts
from extract.attachments.pdf_words import Sheet, turned_lines, words_of
from extract.attachments.pictures import OFF, look, pixels
from extract.attachments.reading import Mark, UnreadableError

_SCAN = 0.3  # share of the page that a picture takes
_FEW = 50  # characters; a scan may carry a stamp or a page number as text
_DPI = 150
_NAMED = 5
_PAGE_NUMBER = re.compile(r"[-—－\s第]*\d{1,4}[-—－\s页/]*(?:\d{1,4})?[\s页]*")
_PASSWORD = "password"  # noqa: S105 - pdfium's word for it


def read_pdf(draft: Draft, body: bytes) -> None:
    """All pages. UnreadableError where it is locked or broken."""
    try:
        document = pdfium.PdfDocument(body)
        pages = len(document)
    except pdfium.PdfiumError as wrong:
        locked = _PASSWORD in str(wrong).lower()
        raise UnreadableError("文件有密码保护" if locked else "PDF 已损坏") from wrong
    try:
        written = _Written(draft)
        for number in range(min(pages, draft.limits.pages)):
            try:
                page = document[number]
            except pdfium.PdfiumError:
                draft.trouble(GapReason.UNREADABLE, "该页已损坏", f"第{number + 1}页")
                continue
            written.page(page, number + 1)
            read_annotations(draft, page, f"第{number + 1}页")
            page.close()
        written.close()
        if pages > draft.limits.pages:
            draft.trouble(GapReason.TOO_LARGE, f"共{pages}页，只读了{draft.limits.pages}页")
        read_document_parts(draft, document)
        told = document.get_metadata_dict(skip_empty=True)
        draft.hide("隐藏属性（文档属性）", "\n".join(f"{k}：{v}" for k, v in told.items()))
    finally:
        document.close()


class _Written:
    """Pages into the draft. A table at the foot of one page may go on at the head of the next."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.open: Table | None = None
        self.place = ""
        self.places: list[Mark] = []
        self.scanned: list[int] = []  # pages that are pictures and were not read
        self.looked = 0
        self.paragraph = ""
        self.last: Line | None = None  # of the paragraph

    def page(self, page: Any, number: int) -> None:
        """One page."""
        sheet = Sheet(page)
        drawn = drawn_on(sheet)
        areas = ruled_areas(drawn.across, drawn.down)
        place = f"第{number}页"
        pieces = words_of(sheet, areas)
        if drawn.picture > _SCAN and sum(len(piece.text) for piece in pieces) < _FEW:
            self._scan(page, number)
        turned = turned_lines(sheet) if drawn.turned else []
        covered = blot_covered(sheet, pieces)
        self.draft.hide(f"隐藏文字（{place}，遮盖但未删除）", "\n".join(covered))
        blocks = list(layout(pieces, areas))
        margins = _margins(blocks)
        for first, block in enumerate(blocks):
            if isinstance(block, Table):
                marks = [Mark(0, place, sheet.share(box)) for box in block.boxes]
                if first == 0 and self._goes_on(block, marks):
                    continue
                self._close_paragraph()
                self.close_table()
                self.open, self.places = block, marks
                self.place = f"{place}表{self.draft.next_table()}"
            else:
                if self._is_page_number(block):
                    continue
                self.close_table()
                self._line(block, place, sheet, margins)
        self._close_paragraph()
        if turned:
            self.close_table()
            self.draft.line("\n".join(turned))

    def _line(self, line: Line, place: str, sheet: Sheet, margins: tuple[float, float]) -> None:
        """A line that filled its measure goes on in the next: words must not be cut in two."""
        text = text_of(line.pieces)
        if self.last is not None and _flows(self.last.box, line.box, margins):
            begun = self.paragraph
            cut = begun[-1:].isdigit() and text[:1].isdigit()
            self.paragraph = begun + text if cut else joined(begun, text)
            ahead = len(self.paragraph) - len(text)
            self.draft.mark(place, sheet.share(line.box), ahead)
        else:
            self._close_paragraph()
            self.draft.mark(place, sheet.share(line.box))
            self.paragraph = text
        self.last = line

    def _close_paragraph(self) -> None:
        self.draft.line(self.paragraph)
        self.paragraph, self.last = "", None

    def close_table(self) -> None:
        """Nothing more belongs to it."""
        if self.open is not None:
            self.draft.table(self.place, self.open.rows, marks=self.places)
        self.open = None

    def _scan(self, page: Any, number: int) -> None:
        """A page that is one picture."""
        if not self.draft.limits.pictures or self.looked >= self.draft.limits.most_pictures:
            self.scanned.append(number)
            return
        self.looked += 1
        self.close_table()
        try:
            look(self.draft, pixels(page, _DPI / 72), f"第{number}页图片")
        except UnreadableError as wrong:
            self.draft.trouble(wrong.reason, str(wrong), f"第{number}页图片")

    def close(self) -> None:
        """The last page is read."""
        self.close_table()
        if self.scanned:
            pages = "、".join(map(str, self.scanned[:_NAMED]))
            more = f"等{len(self.scanned)}页" if len(self.scanned) > _NAMED else "页"
            self.draft.trouble(GapReason.UNREADABLE, OFF, f"第{pages}{more}为扫描图片")

    def _goes_on(self, block: Table, marks: list[Mark]) -> bool:
        if self.open is None or len(self.open.rows[0]) != len(block.rows[0]):
            return False
        first, last = block.rows[0], self.open.rows[-1]
        if _broken(last, first):
            self.open.rows[-1] = [
                a + b if a[-1:].isdigit() and b[:1].isdigit() else joined(a, b)
                for a, b in zip(last, first, strict=True)
            ]
            del block.rows[0], marks[0]
        self.open.rows += block.rows
        self.places += marks
        return True

    def _is_page_number(self, line: Line) -> bool:
        """— 3 — between the two halves of a table parts nothing."""
        return self.open is not None and bool(_PAGE_NUMBER.fullmatch(text_of(line.pieces)))


def _margins(blocks: Sequence[Table | Line]) -> tuple[float, float]:
    """Left and right edge of the lines of a page."""
    boxes = [block.box for block in blocks if isinstance(block, Line)]
    return min((b[0] for b in boxes), default=0.0), max((b[2] for b in boxes), default=0.0)


def _flows(above: Box, below: Box, margins: tuple[float, float]) -> bool:
    """The first reaches the right edge, the second begins at the left one, close below, as high."""
    high, next_high = above[3] - above[1], below[3] - below[1]
    return (
        above[2] > margins[1] - 1.5 * high
        and below[0] < margins[0] + 0.8 * high
        and below[1] - above[3] < 1.5 * high
        and abs(high - next_high) < 0.4 * high
    )


def _broken(above: list[str], below: list[str]) -> bool:
    """The page ended within a row: what follows fills only cells that were begun above."""
    gaps = sum(not cell for cell in below)
    begun = all(a for a, b in zip(above, below, strict=True) if b)
    return not below[0] and gaps >= 2 and begun  # noqa: PLR2004 - a lone gap is a spanned cell


def layout(pieces: list[Piece], areas: list[Any]) -> Iterator[Table | Line]:
    """Tables and lines from the top of the page to its foot."""
    blocks: list[tuple[float, Table | Line]] = []
    free = pieces
    for area in areas:
        table, taken = ruled_table(area, free)
        if table is not None:
            blocks.append((table.y0, table))
            free = [piece for n, piece in enumerate(free) if n not in taken]
    tables, lines = tables_of(lines_of(free))
    blocks += [(table.y0, table) for table in tables]
    blocks += [(line.box[1], line) for line in lines]
    for _, block in sorted(blocks, key=lambda b: b[0]):
        yield block
