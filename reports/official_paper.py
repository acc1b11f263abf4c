"""公文版面, GB/T 9704—2012: A4, 22 lines of 28 characters, page numbers outside, in Word's own terms."""

from datetime import date, datetime, time
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from core.clock import BEIJING

BODY_FONT, TITLE_FONT = "仿宋_GB2312", "方正小标宋简体"
CHAPTER_FONT, SECTION_FONT, PAGE_FONT = "黑体", "楷体_GB2312", "宋体"
LATIN_FONT = "Times New Roman"
LINE = Pt(28.95)
"""22 of them fill the 225 mm of the text area."""
LINE_TWIPS = 579
THREE, TWO, FOUR, SMALL_FOUR = Pt(16), Pt(22), Pt(14), Pt(12)
"""三号, 二号, 四号, 小四."""
RED = RGBColor(0xE6, 0x00, 0x12)

_LEFT, _CENTER, _RIGHT = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
)


def new_paper(title: str, issuer: str, day: date) -> Any:
    """An empty document with the styles `公文…` and numbered pages."""
    paper = Document()
    _page(paper.sections[0])
    _styles(paper.styles)
    paper.settings.odd_and_even_pages_header_footer = True
    section = paper.sections[0]
    _page_number(section.footer, _RIGHT)
    _page_number(section.even_page_footer, _LEFT)
    stamp = datetime.combine(day, time(), BEIJING).replace(tzinfo=None)
    about = paper.core_properties
    about.title, about.author, about.last_modified_by, about.comments = title, issuer, issuer, ""
    about.created = about.modified = stamp
    return paper


def paragraph(paper: Any, style: str, text: str = "") -> Any:
    """A new paragraph; `paper` is a document or a table cell."""
    made = paper.add_paragraph(style=f"公文{style}")
    if text:
        run(made, text)
    return made


def run(paragraph: Any, text: str, font: str = "") -> Any:
    """Text in a paragraph. The hint keeps Chinese quotation marks in the Chinese font."""
    made = paragraph.add_run(text)
    fonts = made._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:hint"), "eastAsia")
    if font:
        _name(fonts, font)
    return made


def border(paragraph: Any, side: str, *, size: int, color: str) -> None:
    """A rule above or below; `size` in eighths of a point."""
    borders = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(size)), ("space", "1"), ("color", color)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def indent_characters(paragraph: Any, *, left: float = 0, right: float = 0) -> None:
    """Indents in characters of 三号, as the standard counts them."""
    if left:
        paragraph.paragraph_format.left_indent = int(left * THREE)
    if right:
        paragraph.paragraph_format.right_indent = int(right * THREE)


def _page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(23)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    # "linesAndChars" tears lines apart in LibreOffice; exact lines make the 22 anyway.
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(LINE_TWIPS))


def _styles(styles: Any) -> None:
    normal = styles["Normal"]
    _style(normal, BODY_FONT, THREE)
    for name, font, size, align in (
        ("标题", TITLE_FONT, TWO, _CENTER),
        ("主送", BODY_FONT, THREE, _LEFT),
        ("正文", BODY_FONT, THREE, WD_ALIGN_PARAGRAPH.JUSTIFY),
        ("一级", CHAPTER_FONT, THREE, WD_ALIGN_PARAGRAPH.JUSTIFY),
        ("落款", BODY_FONT, THREE, _RIGHT),
        ("附件说明", BODY_FONT, THREE, _LEFT),
        ("附件号", CHAPTER_FONT, THREE, _LEFT),
        ("发文字号", BODY_FONT, THREE, _CENTER),
        ("表头", CHAPTER_FONT, SMALL_FOUR, _CENTER),
        ("表格", BODY_FONT, SMALL_FOUR, _CENTER),
        ("表格文字", BODY_FONT, SMALL_FOUR, _LEFT),
        ("表注", BODY_FONT, SMALL_FOUR, _LEFT),
        ("版记", BODY_FONT, FOUR, _LEFT),
        ("页码", PAGE_FONT, FOUR, _LEFT),
    ):
        style = styles.add_style(f"公文{name}", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.quick_style = True
        _style(style, font, size)
        style.paragraph_format.alignment = align
        if name.startswith("表") or name == "页码":
            style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        if name.startswith("表") or name in ("页码", "标题"):
            _off_the_grid(style)
    for name in ("正文", "一级"):
        _first_line(styles[f"公文{name}"])
    styles["公文一级"].paragraph_format.keep_with_next = True
    styles["公文附件号"].paragraph_format.page_break_before = True


def _style(style: Any, font: str, size: Any) -> None:
    """`font.name` alone leaves Chinese text in Word's default face."""
    style.font.size = size
    properties = style.element.get_or_add_rPr()
    _name(properties.get_or_add_rFonts(), font)
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    lines = style.paragraph_format
    lines.space_before = lines.space_after = Pt(0)
    lines.line_spacing_rule, lines.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    lines.widow_control = False


def _name(fonts: Any, font: str) -> None:
    latin = font if font in (PAGE_FONT, CHAPTER_FONT, TITLE_FONT) else LATIN_FONT
    for side in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{side}"), None)
    for side, face in (("ascii", latin), ("hAnsi", latin), ("eastAsia", font), ("cs", latin)):
        fonts.set(qn(f"w:{side}"), face)


def _first_line(style: Any) -> None:
    """首行缩进2字符, in characters, so that it follows the size of the letters."""
    lines = style.paragraph_format
    lines.first_line_indent = 2 * THREE
    indent = style.element.pPr.find(qn("w:ind"))
    indent.set(qn("w:firstLineChars"), "200")


def _off_the_grid(style: Any) -> None:
    """Letters of another size do not keep to the grid of the page: they would take two lines of it."""
    properties = style.element.get_or_add_pPr()
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    properties.insert_element_before(snap, "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _page_number(footer: Any, side: Any) -> None:
    """— 1 —, one character in from the outer edge: odd pages right, even pages left."""
    footer.is_linked_to_previous = False
    line = footer.paragraphs[0]
    line.style = "公文页码"
    line.alignment = side
    if side == _RIGHT:
        line.paragraph_format.right_indent = FOUR
    else:
        line.paragraph_format.left_indent = FOUR
    run(line, "— ")
    number = run(line, "")
    for kind in ("begin", None, "separate", "shown", "end"):
        if kind is None:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = " PAGE "
            number._r.append(code)
        elif kind == "shown":
            shown = OxmlElement("w:t")
            shown.text = "1"
            number._r.append(shown)
        else:
            sign = OxmlElement("w:fldChar")
            sign.set(qn("w:fldCharType"), kind)
            number._r.append(sign)
    run(line, " —")
