"""Template workbooks for clerks: headers, an example, drop-down lists, and how to fill them in."""

from collections.abc import Mapping
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from registry.vocabulary import Form, first_words, forms

ROWS = 2000
"""How many rows below the header are prepared for typing."""
_A4 = 9
_AS_TEXT = 49  # the number of the built-in text format
_TEXT = frozenset({"code", "site_code", "region_code", "handle", "period"})
_FAMILIES = {
    "platform": "platform",
    "state": "state",
    "category": "category",
    "column_kind": "column_kind",
    "opened": "opened",
}
_EXAMPLES: Mapping[str, str] = {
    "number": "示例",
    "code": "9999000001",
    "site_code": "9999000001",
    "region_code": "999900",
    "url": "http://www.example.gov.test/",
    "sponsor": "示例市某某局",
    "supervisor": "示例市人民政府办公室",
    "operator": "示例市大数据中心",
    "parent": "示例市人民政府办公室",
    "region": "示例市",
    "icp": "示ICP备00000000号",
    "police": "示公网安备00000000000000号",
    "handle": "shilishi-fabu",
    "verified_subject": "示例市某某局",
    "routes": "feed:http://rss.example.gov.test/shilishi-fabu.xml",
    "cycle_days": "14",
    "at": "2024-03-05 08:30",
    "seconds": "0.35",
    "status": "200",
    "published": "2024-03-05 08:30",
    "due": "2024-03-06 08:30",
    "title": "示例市召开全市会议",
    "source": "示例市人民政府",
    "text": "",
    "newest": "是",
    "indicator": "D-A1-3",
    "found": "1",
    "points": "",
    "period": "2024Q1",
    "reason": "概况信息仍为上年数据",
}
_NAMES = {
    "sites": "示例市某某局网站",
    "accounts": "示例发布",
    "sections": "示例市某某局信息公开专栏",
    "columns": "通知公告",
    "units": "示例市某某局",
    "regions": "示例市",
    "posts": "示例发布",
    "entries": "示例市某某局网站",
}
_NOTES = (
    "第一行是表头，请勿改动；列的先后可以调整，不用的列可以删去，带 * 的列必须有。",
    "灰色的示例行导入时自动略过，可以留着，也可以删去。",
    "标识码、行政区划代码、账号ID等列已设为文本，请勿改为数字，以免末尾数字丢失。",
    "带下拉列表的列请从列表中选择，也可填写常用的叫法。",
    "日期写成 2024-03-05，时间写成 2024-03-05 08:30。",
    "请勿填写联系人、电话等个人信息，本系统不读取这些列。",
    "有问题的行会逐行列出原因，其余的行照常导入；重复导入同一张表不会产生变化。",
)
_FIELD_NOTES: Mapping[str, str] = {
    "code": "10位数字，或 bm 加8位数字。",
    "url": "以 http:// 或 https:// 开头，一格只填一个；没有网址的网站、栏目不能巡查。",
    "routes": "账号内容的获取地址，写成“方式:网址”，多个用分号隔开；只写网址时按订阅源处理。",
    "handle": "平台上的唯一标识；没有的可以空着，按账号名称识别。",
    "cycle_days": "本单位规定的更新周期，填天数；没有的空着。",
    "region": "县（市、区）名称；市本级填市名。",
    "indicator": "指标集里由人工或台账判定的行，编号见 docs/indicators.md。",
    "found": "发现几处；查过没有问题的填 0，没有查过的不要列。",
    "points": "加分行填所加的分；扣分行留空则按每处分值计算。",
    "period": "这次核查管哪个周期：2024Q1、2024-03，或 2024Q1=2023-11-27..2024-02-25。",
}


def write_template(kind: str, path: Path) -> None:
    """Write the template of a kind (as for read_sheet). KeyError for a kind that there is not."""
    form = forms()[kind]
    options = {"strings_to_urls": False, "strings_to_formulas": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        head = book.add_format(
            {"bold": True, "bg_color": "#D9E1F2", "border": 1, "align": "center"}
        )
        grey = book.add_format({"font_color": "#808080", "italic": True, "num_format": _AS_TEXT})
        plain, text = book.add_format(), book.add_format({"num_format": _AS_TEXT})
        sheet, notes = book.add_worksheet(form.title), book.add_worksheet("填写说明")
        sheet.freeze_panes(1, 0)
        for page in (sheet, notes):
            page.set_landscape()
            page.set_paper(_A4)
            page.fit_to_pages(1, 0)
        for place, (field, header) in enumerate(form.headers.items()):
            mark = "*" if field in form.required else ""
            sheet.write_string(0, place, header + mark, head)
            sheet.set_column(place, place, _width(field, header), text if field in _TEXT else plain)
            sheet.write_string(1, place, _example(form, field), grey)
            _drop_down(sheet, place, field)
        _write_notes(notes, form, head)


def _example(form: Form, field: str) -> str:
    if field == "name":
        return _NAMES[form.kind]
    if field in _FAMILIES and not (form.kind == "accounts" and field == "opened"):
        return first_words(_FAMILIES[field])[0]
    return "2020-01-01" if field == "opened" else _EXAMPLES[field]


def _drop_down(sheet: Worksheet, place: int, field: str) -> None:
    if field in ("platform", "state", "category", "column_kind"):
        rule = {
            "validate": "list",
            "source": list(first_words(_FAMILIES[field])),
            "error_type": "warning",  # common other names are understood, too
            "error_title": "不在列表中",
            "error_message": "请尽量从下拉列表中选择。",
        }
        sheet.data_validation(1, place, ROWS, place, rule)


def _width(field: str, header: str) -> int:
    wide = field in (
        "name",
        "url",
        "sponsor",
        "supervisor",
        "routes",
        "verified_subject",
        "operator",
    )
    return 30 if wide else max(12, 2 * len(header) + 2)


def _write_notes(sheet: Worksheet, form: Form, head: Format) -> None:
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, f"{form.title}名录填写说明", head)
    row = 1
    for row, note in enumerate(_NOTES, 1):
        sheet.write_string(row, 0, str(row))
        sheet.write_string(row, 1, note)
    for field, header in form.headers.items():
        family = field in ("platform", "state", "category", "column_kind")
        can_be = f"可填：{'、'.join(first_words(_FAMILIES[field]))}。" if family else ""
        if told := _FIELD_NOTES.get(field, "") + can_be:
            row += 1
            sheet.write_string(row, 0, header)
            sheet.write_string(row, 1, told)
