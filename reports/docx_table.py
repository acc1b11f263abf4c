"""Tables in Word: thousands of rows in a second. python-docx alone takes half a minute for 2,000."""

import copy
from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from reports.annexes import Annex, Row
from reports.official_paper import paragraph, run

_WIDE = 44  # mm from which a column of words is set flush left
_TWIPS_PER_MM = 56.7
_ROW_HEIGHT = Mm(8)
_TEXT_WIDTH = Mm(152)  # 156 less what Word keeps free at the sides of a cell


def add_table(paper: Any, annex: Annex) -> None:
    """The annex's table: header repeated on each page, no row torn in two."""
    table = paper.add_table(rows=0, cols=len(annex.headers), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(
        table._tbl.tblGrid.findall(qn("w:gridCol")), annex.widths, strict=True
    ):
        column.set(qn("w:w"), str(round(width * _TWIPS_PER_MM)))
    header = _prototype(table, annex.widths, ["表头"] * len(annex.widths))
    header.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    line = _prototype(table, annex.widths, _styles(annex))
    bold = _prototype(table, annex.widths, ["表头"] * len(annex.widths))
    band = _band(bold, annex.widths)
    table._tbl.append(_filled(header, annex.headers))
    for heading, rows in annex.groups:
        if heading:
            table._tbl.append(_filled(band, (heading,)))
        for row in rows:
            table._tbl.append(_filled(line, row))
    if annex.total:
        table._tbl.append(_filled(bold, annex.total))
    if annex.note:
        paragraph(paper, "表注", annex.note)


def add_ruled_lines(paper: Any, lines: Sequence[str], inset: Any) -> None:
    """版记: lines of text between rules as wide as the text area, thick outside and thin inside."""
    table = paper.add_table(rows=len(lines), cols=1)
    borders = OxmlElement("w:tblBorders")
    for side, size in (("top", 8), ("bottom", 8), ("insideH", 6)):
        rule = OxmlElement(f"w:{side}")
        for name, value in (
            ("val", "single"),
            ("sz", str(size)),
            ("space", "0"),
            ("color", "000000"),
        ):
            rule.set(qn(f"w:{name}"), value)
        borders.append(rule)
    table._tbl.tblPr.append(borders)
    for row, text in zip(table.rows, lines, strict=True):
        line = row.cells[0].paragraphs[0]
        line.style = "公文版记"
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = inset
        line.paragraph_format.tab_stops.add_tab_stop(
            _TEXT_WIDTH - 2 * inset, WD_TAB_ALIGNMENT.RIGHT
        )
        run(line, text)


def _styles(annex: Annex) -> list[str]:
    """Words in wide last columns read better flush left; numbers and names stand in the middle."""
    last = len(annex.widths) - 1
    return [
        "表格文字" if at == last and width >= _WIDE else "表格"
        for at, width in enumerate(annex.widths)
    ]


def _prototype(table: Any, widths: Sequence[float], styles: Sequence[str]) -> Any:
    """A row outside the table, to be copied: one text place in each cell."""
    made = table.add_row()
    for cell, width, style in zip(made.cells, widths, styles, strict=True):
        cell.width = Mm(width)
        cell.vertical_alignment = 1
        cell.paragraphs[0].style = f"公文{style}"
        run(cell.paragraphs[0], "□")
    made.height, made.height_rule = _ROW_HEIGHT, WD_ROW_HEIGHT_RULE.AT_LEAST
    properties = made._tr.get_or_add_trPr()
    properties.insert(0, OxmlElement("w:cantSplit"))
    table._tbl.remove(made._tr)
    return made._tr


def _band(prototype: Any, widths: Sequence[float]) -> Any:
    """A row of one cell across the table, kept with the row that follows."""
    band = copy.deepcopy(prototype)
    first, *others = band.findall(qn("w:tc"))
    for cell in others:
        band.remove(cell)
    properties = first.get_or_add_tcPr()
    properties.width = Mm(sum(widths))
    span = OxmlElement("w:gridSpan")
    span.set(qn("w:val"), str(len(widths)))
    properties.insert_element_before(span, "w:vMerge", "w:tcBorders", "w:shd", "w:vAlign")
    keep = OxmlElement("w:keepNext")
    style = first.find(f".//{qn('w:pStyle')}")
    style.addnext(keep)
    return band


def _filled(prototype: Any, cells: Row | Sequence[str]) -> Any:
    row = copy.deepcopy(prototype)
    for place, value in zip(row.iter(qn("w:t")), cells, strict=True):
        place.text = str(value)
    return row
