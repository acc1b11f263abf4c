"""家庭住址: where a person lives, down to the group, house or room. To the village is accepted practice."""

import re
from collections.abc import Iterator, Sequence

from checks.privacy.context import CITIZEN, ORGAN
from checks.privacy.hit import Hit
from checks.privacy.leak import LeakType, Severity
from checks.privacy.names import name_before
from checks.privacy.words import any_of

_LABEL = re.compile(
    r"(?:家庭|户籍|居住|现居住|现|暂|常|原|身份证|户口|实际居住)(?:住址|住所(?:地)?|住地址?|居住地(?:址)?|地址|所在地)[：:为是于在\s]{0,3}"
    r"|(?:收[件货]|邮寄|寄送|送达|通[讯信]|联系)(?:地址|住址)[：:为是\s]{0,3}"
    r"|(?:居住地址?|户籍地?|户口|住址|住所地?|暂住地)[：:为是于在\s]{1,3}|户籍地|居住地"
    r"|(?:家住|现住|现居住?于?|暂住于?|居住[于在]|租住[于在]?|(?<=[，,、；;）)\s])住[于在址]?)[：:\s]{0,2}"
    r"|(?<![\u4e00-\u9fff])地址[：:]\s?"
)
_CHUNK = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9\-－—–#＃·~]+(?:[（(][\u4e00-\u9fff0-9A-Za-z]{1,12}[）)][\u4e00-\u9fffA-Za-z0-9\-－—–#]*)?"
)
_DIGITS = r"(?:[0-9A-Za-z]+(?:[\-－—–][0-9A-Za-z]+)*|[一二三四五六七八九十百]+)"
_FINE = re.compile(
    rf"{_DIGITS}\s?(?:号楼|号院|号附|附\d+号|号|室|户|组|社|队|栋|幢|座|单元|楼|层|弄|房|铺|排)(?:附?[0-9]+(?:[\-－—][0-9]+)*(?:号|室|房)?)?|单元\s?[0-9]+(?:号|室|房|户)?|[0-9]+(?:[\-－—–#][0-9]+)+(?:号|室)?"
)
_HOUSE = re.compile(
    r"[0-9一二三四五六七八九十]\s?(?:号(?!楼|院|线|路|桥|点|地块|门|井)|室|户|弄)|(?:单元|栋|幢|号楼|座|组|楼|排)\s?[0-9]+|[0-9]+(?:[\-－—–#][0-9]+)+"
)
_PLACE = re.compile(r"[省市州县区旗镇乡村屯寨庄组路街巷道弄里社坊湾坪]|小区|花园|公寓|家园|苑|新城")
_ELSEWHERE = any_of("homes", "elsewhere")
_OFFICE_END = re.compile(
    r"(?:公司|[^村民]局|委(?!会)|中心|办公区?|大院|派出所|政府|学校|医院|银行|大厦|广场|法院|[^\u4e00-\u9fff]站|厅|门店|超市|酒店|饭店|商行|经营部)"
    r"(?:办公)?(?:大?楼)?[0-9]*(?:号楼|楼|层|室|栋|幢|号)?(?:[0-9]+(?:室|号|层|楼)?)?$"
)
_COMPANY = any_of("homes", "company")
_PERSON = re.compile(r"法定代表人|负责人|经营者|姓名|男|女|身份证|出生|申请人|户主|被告人")
_LEAST, _BACK = 4, 8


def scan_homes(text: str, starts: Sequence[int]) -> Iterator[Hit]:
    """Addresses behind a label that a person stands by. `starts`: where words of dwelling begin."""
    last = 0
    for start in starts:
        if start < last:
            continue
        label = _LABEL.search(text, max(last, start - _BACK), start + _BACK)
        if label is None or label.end() <= start:
            continue
        last = label.end()
        hit = home_at(text, label.end())
        if hit is not None and _is_a_home(text, label, hit):
            last = hit.end
            yield hit


def home_at(text: str, start: int) -> Hit | None:
    """The address that begins here, if it goes below the village."""
    chunk = _CHUNK.match(text, start, min(len(text), start + 80))
    if chunk is None:
        return None
    fine = [m for m in _FINE.finditer(chunk[0]) if m.start() >= _LEAST - 2]
    if not fine:
        return None
    value = chunk[0][: fine[-1].end()]
    if len(value) < _LEAST or not _PLACE.search(value) or _OFFICE_END.search(value):
        return None
    if ORGAN.search(chunk[0][len(value) :]):
        return None
    severity = Severity.HIGH if _HOUSE.search(value) else Severity.LOW
    rule = "home.house" if severity is Severity.HIGH else "home.group"
    return Hit(LeakType.ADDR, start, start + len(value), value, severity, rule)


def _is_a_home(text: str, label: re.Match[str], hit: Hit) -> bool:
    read = label[0]
    left = text[max(0, label.start() - 60) : label.start()]
    left = left[max(left.rfind("\n\n"), left.rfind("。")) + 1 :]
    if _ELSEWHERE.search(left[-6:]):
        return False
    if "家" in read or "户" in read or read.startswith(("现住", "现居", "暂住", "租住")):
        return True
    company = max((m.end() for m in _COMPANY.finditer(left)), default=-1)
    person = max((m.end() for m in _PERSON.finditer(left)), default=-1)
    if company > person:
        return False
    if read.startswith(("居住", "现", "暂", "常", "原", "身份证")) or "住址" in read:
        return True
    right = text[hit.end : hit.end + 12]
    citizen = bool(CITIZEN.search(left + right) or name_before(text, label.start()))
    if read.startswith(("地址", "通", "联系")):
        return (
            citizen
            and not _ELSEWHERE.search(left)
            and (person >= 0 or bool(CITIZEN.search(left + right)))
        )
    return citizen
