"""PDF 的线: what is drawn on a page: the rules of tables."""

import ctypes
from typing import Any, NamedTuple

from pypdfium2 import raw

from extract.attachments.boxes import Rule
from extract.attachments.pdf_words import Sheet

_THIN = 3.0  # points; a thicker bar is a box
_SHORT = 8.0
_SLANT = 0.1
_MAX_OBJECTS = 20_000
_MAX_SEGMENTS = 20_000


class Drawn(NamedTuple):
    """Level and upright lines, the share of the page that its largest picture takes, and whether some
    words do not run along the page's own lines."""

    across: list[Rule]
    down: list[Rule]
    picture: float
    turned: bool


def drawn_on(sheet: Sheet) -> Drawn:
    """What stands on the page beside its words."""
    across: list[Rule] = []
    down: list[Rule] = []
    picture, turned = 0.0, False
    matrix = raw.FS_MATRIX()
    area = max(sheet.width * sheet.height, 1.0)
    page = sheet.page.raw
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    references = tuple(ctypes.byref(one) for one in (left, bottom, right, top))
    for index in range(min(raw.FPDFPage_CountObjects(page), _MAX_OBJECTS)):
        one = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(one)
        if kind == raw.FPDF_PAGEOBJ_TEXT and not turned:
            raw.FPDFPageObj_GetMatrix(one, ctypes.byref(matrix))
            turned = abs(matrix.b) > _SLANT * abs(matrix.a)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            continue
        if not raw.FPDFPageObj_GetBounds(one, *references):
            continue
        box = sheet.upright(left.value, bottom.value, right.value, top.value)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            picture = max(picture, (box[2] - box[0]) * (box[3] - box[1]) / area)
        elif not _take(box, across, down):
            for line in _segments(sheet, one):
                _take(line, across, down)
    return Drawn(across, down, picture, turned)


def _take(box: tuple[float, float, float, float], across: list[Rule], down: list[Rule]) -> bool:
    x0, y0, x1, y1 = box
    if y1 - y0 <= _THIN:
        if x1 - x0 >= _SHORT:
            across.append(Rule((y0 + y1) / 2, x0, x1))
        return True
    if x1 - x0 <= _THIN:
        if y1 - y0 >= _SHORT:
            down.append(Rule((x0 + x1) / 2, y0, y1))
        return True
    return False


def _segments(sheet: Sheet, path: Any) -> list[tuple[float, float, float, float]]:
    """Straight lines of a path that holds many: a whole grid, or the four sides of a cell."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    found = []
    start = last = (0.0, 0.0)
    for index in range(min(raw.FPDFPath_CountSegments(path), _MAX_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        if not raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            continue
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            found.append(_between(sheet, last, here))
        if raw.FPDFPathSegment_GetClose(segment):
            found.append(_between(sheet, here, start))
        last = here
    return found


def _between(
    sheet: Sheet, a: tuple[float, float], b: tuple[float, float]
) -> tuple[float, float, float, float]:
    return sheet.upright(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
