"""What only a label makes known: passports, social-security numbers, numerals in words, OCR slips,
e-mail, plates, chat names. Each looks for its label or its one telling character first."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from checks.privacy.anchors import Places
from checks.privacy.context import ORGAN, Label, before, for_citizen, label_of
from checks.privacy.hit import Hit
from checks.privacy.leak import LeakType, Severity
from checks.privacy.names import ends_with_name, name_before
from checks.privacy.numbers import Id, is_mobile, judge_id

# A label may be said again in English: 护照（Passport No.）为….
_GAP = r"(?:[（(][A-Za-z][A-Za-z. ]{1,24}[）)])?[^。；;\n0-9A-Za-z]{0,10}?[：:为是\s（(）)]{0,4}"
_PASSPORT = re.compile(
    r"(?:护照|往来港澳|港澳通行证|台湾通行证|通行证|回乡证|台胞证|旅行证|海员证|永久居留证|(?:港澳台|台湾|港澳|有效|其他)?证件)"
    rf"(?:号码|编号|号|证号)?{_GAP}(?<![0-9A-Za-z])"
    r"([A-Z]{1,3}[0-9]{6,10}(?:\([0-9A-Z]\))?|[0-9]{8}(?=[^0-9A-Za-z]|$)|[0-9]{10}(?:\([A-Z]\)|[A-Z])?)(?![0-9A-Za-z])"
)
_BIRTH_PAPER = re.compile(
    rf"出生医学证明(?:编号|号码|号)?{_GAP}(?<![0-9A-Za-z])([A-Z][0-9]{{9}})(?![0-9])"
)
_SOLDIER = re.compile(
    r"(?:军官证|士兵证|警官证|文职干部证|学员证|退役军人证|残疾军人证|军人证)(?:编号|号码|号)?[：:为\s]{0,3}"
    r"([\u4e00-\u9fff]{1,3}字第?\s?[0-9]{4,10}号?|[0-9]{7,10})"
)
_SOCIAL = re.compile(
    r"(?:社保|社会保险|社会保障|医保|医疗保险|养老保险|城乡居保|新农合|合作医疗|参保|公积金|医疗证|电脑)(?:个人)?(?:卡|证|账户)?"
    rf"(?:编号|号码|账号|帐号|序号|号){_GAP}(?<![0-9A-Za-z])([A-Z]{{0,2}}[0-9]{{8,18}})(?![0-9])"
    rf"|个人(?:社保|参保|权益)?编号{_GAP}(?<![0-9A-Za-z])([A-Z]{{0,2}}[0-9]{{8,18}})(?![0-9])"
)
_OF_ORGAN = re.compile(r"单位|企业|机构|公司|组织|登记证")
_NUMERALS = re.compile(r"[0-9〇零○Ｏ一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两]{11,18}[Xx]?")
_AS_DIGIT = str.maketrans(
    "〇零○Ｏ一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两", "0000123456789123456789" + "12"
)
_ID_LABEL = re.compile(r"(?:身份证(?:件)?|公民身份|身份)(?:号码|编号|号)?[：:为是\s]{0,4}")
_SLIPPED = re.compile(r"(?<![0-9A-Za-z])[0-9OoQDlIi|!SsBZzＯ]{17}[0-9XxOoQlI|](?![0-9A-Za-z])")
_SLIPS = str.maketrans("OoQDＯlIi|!SsBZz", "00000111115582" + "2")
_PHONE_LABEL = re.compile(r"(?:手机|电话|联系方式)(?:号码|号)?[：:为是\s]{0,4}")
_SLIPPED_PHONE = re.compile(r"(?<![0-9A-Za-z])[1lI|][0-9OolI|]{10}(?![0-9A-Za-z])")
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,6}"
)
_PROVINCES = frozenset("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼")
_PLATE = re.compile(
    r"(?<=[\u4e00-\u9fff])[A-HJ-NP-Z][·•．\-\s]?"
    r"(?:[A-HJ-NP-Z0-9]{6}|[A-HJ-NP-Z0-9]{5}|[A-HJ-NP-Z0-9]{4}[学挂港澳])(?![0-9A-Za-z])"
)
_DRIVES = re.compile(
    r"号牌|车牌|车主|当事人|驾驶|司机|所有人|违法人|肇事|乘坐|驾车|名下|本人|姓名|机主|号主|停放人|业主"
)
_OFFICIAL_CAR = re.compile(
    r"公务|执法|拍卖|公交|救护|消防|号段|起拍|竞拍|车型|号牌段|洒水|校车|客运|警车|作业车|租赁|采购|报废|处置"
)
_IM = re.compile(
    r"(?:微信号?|QQ号?码?|qq|wechat)(?:号码|号)?[：:为是\s]{1,3}([A-Za-z][A-Za-z0-9_\-]{5,19}|[1-9][0-9]{4,10})(?![0-9A-Za-z@])"
)


def scan_labelled(text: str, today: date, at: Places) -> Iterator[Hit]:
    """All of them. Earlier ones take precedence where two would claim the same characters."""
    yield from _papers(text, at)
    yield from _numerals(text, today)
    yield from _slips(text, today, at)
    yield from _mail(text)
    yield from _plates(text)
    yield from _chat_names(text, at.get("chat", ()))


def _papers(text: str, at: Places) -> Iterator[Hit]:
    for match in _each(_PASSPORT, text, at.get("passport", ())):
        value = match[1]
        named = match[0][:2] in ("证件", "其他", "有效")
        if value.isdigit() and (named or ("台" not in match[0][:4] and "通行" not in match[0])):
            continue
        if label_of(text[match.start() : match.start(1)])[0] is Label.OTHER:
            continue
        yield Hit(LeakType.PASSPORT, *match.span(1), value, Severity.HIGH, "paper.passport")
    for match in _each(_BIRTH_PAPER, text, at.get("birth", ())):
        yield Hit(LeakType.PASSPORT, *match.span(1), match[1], Severity.HIGH, "paper.birth")
    for match in _each(_SOLDIER, text, at.get("soldier", ())):
        yield Hit(LeakType.PASSPORT, *match.span(1), match[1], Severity.HIGH, "paper.soldier")
    for match in _each(_SOCIAL, text, at.get("social", ())):
        group = match.lastindex or 1
        if not _OF_ORGAN.search(text[max(0, match.start() - 6) : match.start(group)]):
            span = match.span(group)
            yield Hit(LeakType.SOCIAL, *span, match[group], Severity.HIGH, "social.labelled")


def _each(pattern: re.Pattern[str], text: str, starts: Sequence[int]) -> Iterator[re.Match[str]]:
    """The pattern's matches at these places."""
    return (match for start in starts if (match := pattern.match(text, start)))


def _numerals(text: str, today: date) -> Iterator[Hit]:
    """五三二九〇一…: a number spelt out, to hide it from machines."""
    for match in _NUMERALS.finditer(text):
        raw = match[0]
        if raw.isascii():
            continue
        value = raw.translate(_AS_DIGIT)
        if judge_id(value, today) is Id.RIGHT:
            yield Hit(LeakType.ID, *match.span(), value.upper(), Severity.HIGH, "id.numerals")
        elif is_mobile(value) and _may_be_phone(text, match.start()):
            yield _phone(text, match.start(), match.end(), value, "mobile.numerals")


def _may_be_phone(text: str, start: int) -> bool:
    words = before(text, start)
    return label_of(words)[0] is Label.PHONE or ends_with_name(words)


def _phone(text: str, start: int, end: int, value: str, rule: str) -> Hit:
    duty = for_citizen(text, start, end) is False
    return Hit(LeakType.MOBILE, start, end, value, Severity.LOW if duty else Severity.HIGH, rule)


def _slips(text: str, today: date, at: Places) -> Iterator[Hit]:
    """5329Ol19O6…: letters that an OCR or a typist put for digits, right behind a label."""
    for label in _each(_ID_LABEL, text, at.get("identity", ())):
        match = _SLIPPED.match(text, label.end())
        if match and not match[0][:17].isdigit():
            value = match[0].translate(_SLIPS).upper()
            if judge_id(value, today) is Id.RIGHT:
                yield Hit(LeakType.ID, *match.span(), value, Severity.SUSPECT, "id.slipped")
    for label in _each(_PHONE_LABEL, text, at.get("phone", ())):
        match = _SLIPPED_PHONE.match(text, label.end())
        if match and not match[0].isdigit():
            value = match[0].translate(_SLIPS)
            if is_mobile(value):
                yield Hit(LeakType.MOBILE, *match.span(), value, Severity.SUSPECT, "mobile.slipped")


def _mail(text: str) -> Iterator[Hit]:
    """Only a citizen's own: an office's mailbox is meant to be known."""
    if "@" not in text and "＠" not in text:
        return
    for match in _EMAIL.finditer(text):
        if match[0].lower().endswith("gov.cn"):
            continue
        if name_before(text, match.start()) and for_citizen(text, *match.span()):
            yield Hit(LeakType.EMAIL, *match.span(), match[0], Severity.LOW, "email.citizen")


def _plates(text: str) -> Iterator[Hit]:
    """Only where a person stands by it."""
    for match in _PLATE.finditer(text):
        start, end = match.start() - 1, match.end()
        if text[start] not in _PROVINCES or not any(c.isdigit() for c in match[0]):
            continue
        left = text[max(0, start - 30) : start].rpartition("。")[2]
        right = text[end : end + 14].partition("。")[0]
        clause = re.split(r"[；;，,]", right, maxsplit=1)[0]
        if _OFFICIAL_CAR.search(left) or _OFFICIAL_CAR.search(clause[:8]):
            continue
        if ORGAN.search(text[end : end + 26].partition("。")[0]):
            continue
        tied = _DRIVES.search(left) or re.search(r"车主|驾驶人|所有人|当事人", right)
        named = name_before(text, start, 30) or _names_after(right)
        if (tied and named) or ends_with_name(left):
            value = re.sub(r"[·•．\-\s]", "", text[start:end])
            yield Hit(LeakType.PLATE, start, end, value, Severity.LOW, "plate.person")


def _names_after(right: str) -> bool:
    match = re.search(r"(?:车主|驾驶人|所有人|当事人)[：:为是\s]{0,2}(.{2,4})", right)
    return bool(match) and ends_with_name(" " + match[1][:3])  # type: ignore[index]


def _chat_names(text: str, starts: Sequence[int]) -> Iterator[Hit]:
    for match in _each(_IM, text, starts):
        if text[max(0, match.start() - 3) : match.start()].endswith(("群", "公众")):
            continue
        if name_before(text, match.start()) and for_citizen(text, *match.span()):
            yield Hit(LeakType.IM, *match.span(1), match[1], Severity.LOW, "im.citizen")
