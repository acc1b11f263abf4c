"""What the columns of a table hold, read off its header rows; and forms, whose labels stand at the left."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from checks.privacy.names import is_name

_SHORT = 24
_DEEP = 8  # rows in which a header may begin
_TALL = 3  # header rows that may lie on one another


class Col(Enum):
    """What a column, or the field of a form, is about."""

    NAME = "name"
    ID = "id"
    PHONE = "phone"
    BANK = "bank"
    ADDR = "addr"
    ILLNESS = "illness"
    BIRTH = "birth"
    AGE = "age"
    SOCIAL = "social"
    PASSPORT = "passport"
    PLATE = "plate"
    EMAIL = "email"
    HOLDER = "holder"
    ORGAN = "organ"  # 单位、科室、职务: such a table lists people at work
    OTHER = "other"
    UNKNOWN = "unknown"


_KINDS: tuple[tuple[Col, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words))
    for kind, words in (
        (Col.OTHER, r"准考证|考生号|考号|报名|序号|信用代码|机构代码|执照|许可证|执业|资格证|证书|合同|发票|订单|流水|批次|项目|文号|案号|图斑|地块|宗地|产权证|权证|不动产|房号|学号|工号|警号|户编号|户号|低保证|低保号|救助证|荣誉|保单|车架|发动机|面积|金额|元$|投资|资金|预算|造价|价格|费用|补贴标准|补助标准|数量|成绩|分数|名次|排名|时间|日期"),
        (Col.PASSPORT, r"护照|通行证|台胞证|回乡证|军官证|士兵证"),
        (Col.ID, r"身份证|公民身份|身份号|证件号|证件编号|居住证|残疾\S{0,2}证|残疾人证|学籍号|纳税人识别号|社会保障号|身份信息|证件号码|^(?i:id|idcard|sfz|sfzh|sfzhm)$"),
        (Col.SOCIAL, r"社保\S{0,3}(?:号|码)|医保\S{0,3}(?:号|码)|医疗证|参保\S{0,2}号|个人编号|公积金\S{0,2}(?:号|账)|养老\S{0,4}(?:号|码)"),
        (Col.BANK, r"账\s?号|帐\s?号|账户号|银行卡|卡\s?号|卡折号|打卡|一卡通|一折通|存折|折号|银行账户|收款账户|^账户$|^帐户$"),
        (Col.EMAIL, r"邮箱|电子邮件|(?i:e-?mail)"),
        (Col.PHONE, r"电\s?话|手\s?机|联系方式|联络方式|联系号码|移动电话|(?i:tel|mobile|phone)"),
        (Col.BIRTH, r"出生|生日"),
        (Col.AGE, r"年\s?龄|周岁"),
        (Col.ILLNESS, r"病|致贫|残疾类别|残疾类型|残疾种类|残疾情况|残疾等级|救助原因|救助事由|救助类型|申请原因|申请理由|困难原因|困难情况|困难类型|诊断|健康|身体状况|享受原因|备注|家庭情况|基本情况|孕|计生|节育|不孕|死因"),
        (Col.PLATE, r"车\s?牌|号牌号码|号牌"),
        (Col.HOLDER, r"户\s?名|账户名|帐户名|开户名|收款人|收款单位"),
        (Col.NAME, r"姓\s*名|^户\s?主|户主$|申请人|监护人|当事人|受益人|权利人|承包方|承包人|领取人|补贴对象|救助对象|保障对象|享受人|参保人|被保险人|持卡人|患者|学生|学员|考生|负责人|联系人|法定代表人|法人代表|家长|车主|驾驶人|所有人|产权人|村民|农户|户代表|人员$|对象$|名单|成员|本人|(?i:^name$)"),
        (Col.ORGAN, r"单位|科室|部门|公司|企业|机构|职务|岗位|职责|工作|任职|医院|网点|窗口|处室|职称|站点|店"),
        (Col.ADDR, r"住\s?址|地\s?址|住所|居住地|户籍|家庭所在|现住|门牌"),
    )
)  # fmt: skip
_NUMBERED = re.compile(r"(?:编号|号码?|代码|编码|码|金额|合计|小计|价|款)$")
_STAFF = frozenset({Col.ORGAN})
_PRIVATE = frozenset({Col.ID, Col.BANK, Col.ADDR, Col.BIRTH, Col.AGE, Col.ILLNESS, Col.SOCIAL})
_PRIVATE_WORDS = re.compile(
    r"户主|低保|补贴|补助|救助|残疾|贫困|脱贫|监护|学生|性别|民族|家庭|村组|小组|与户主|人口|申请人|患者|住户|业主|农户|学员|家长|监测|受益"
)
_STAFF_WORDS = re.compile(
    r"办公|值班|负责|联系人|职务|河长|湖长|林长|网格|包保|包片|驻村|护林|队长|队员|应急|科室|单位|公司|企业|通讯录|联络|法定代表|商家|门店|网点|窗口|村书记|主任|岗位|巡查|监督|咨询|职责|责任|医生|医师|律师|教练|导游|经纪|代理|机构|工作"
)
_BARE_ADDR = frozenset(
    {"地址", "详细地址", "联系地址", "所在地"}
)  # a shop has one as well as a person
_NO_ADDR = re.compile(
    r"单位地址|公司地址|企业地址|办公地址|经营|注册地址|机构地址|项目地址|建设|施工|营业|网点|坐落|标的|房屋|土地|地块|店|医院地址|学校地址|服务地址|通讯地址.*单位|网址|IP"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """How a table is to be read. `body` are its rows of data."""

    columns: Mapping[int, Col]
    body: tuple[int, ...]
    width: int
    duty: bool  # people at work: their phones are a hint, their addresses are offices
    form: bool = False
    cells: Mapping[tuple[int, int], Col] | None = None
    person: str = ""

    def kind(self, row: int, column: int) -> Col:
        """What the cell holds."""
        if self.cells is not None:
            return self.cells.get((row, column), Col.UNKNOWN)
        return self.columns.get(column, Col.UNKNOWN)


def kind_of(label: str) -> Col:
    """What a header cell says; UNKNOWN for words that are none."""
    words = re.sub(r"[\s（）()：:*]+", "", label)
    if not words or len(words) > _SHORT or sum(c.isdigit() for c in words) > len(words) // 3:
        return Col.UNKNOWN
    for kind, pattern in _KINDS:
        if pattern.search(words):
            if kind is Col.ADDR and _NO_ADDR.search(words):
                return Col.ORGAN
            if kind is Col.OTHER and re.search(r"身份证|手机|电话", words):
                continue
            return kind
    return Col.OTHER if _NUMBERED.search(words) else Col.UNKNOWN


def frame_of(table: Sequence[Sequence[str]], heading: str) -> Frame:
    """Find the header rows, or see that it is a form, or that it has neither."""
    width = max((len(row) for row in table), default=0)
    form = _form(table, width, heading)
    if form is not None:
        return form
    top = next((n for n in range(min(_DEEP, len(table))) if _is_header(table[n])), None)
    if top is None:
        return Frame({}, tuple(range(len(table))), width, _duty(heading, []))
    labels = [str(cell) for cell in table[top]] + [""] * (width - len(table[top]))
    last = top
    while last + 1 < min(len(table), top + _TALL) and _continues(table[last], table[last + 1]):
        last += 1
        labels = [
            above if above == below or not below else f"{above}{below}"
            for above, below in zip(labels, [*table[last], *[""] * width], strict=False)
        ]
    columns: dict[int, Col] = {
        n: kind for n, label in enumerate(labels) if (kind := kind_of(label)) is not Col.UNKNOWN
    }
    for n, label in enumerate(labels):
        if n not in columns and label:
            columns[n] = Col.UNKNOWN
    body = tuple(n for n in range(last + 1, len(table)) if list(table[n]) != list(table[top]))
    return Frame(columns, body, width, _duty(heading, labels))


def _is_header(row: Sequence[str]) -> bool:
    told = [cell for cell in row if cell]
    if len(set(told)) <= 1 or any(re.search(r"\d{5}", cell) for cell in told):
        return False
    kinds = [kind_of(cell) for cell in row if cell]
    known = [kind for kind in kinds if kind is not Col.UNKNOWN]
    return len(known) >= 2 or (len(known) == 1 and len(told) <= 3 and len(told) >= 2)  # noqa: PLR2004


def _continues(above: Sequence[str], below: Sequence[str]) -> bool:
    """A second header row: under cells that span it repeats them, and it holds no data."""
    same = sum(a == b and bool(a) for a, b in zip(above, below, strict=False))
    labels = sum(kind_of(cell) is not Col.UNKNOWN for cell in below)
    numbers = any(re.search(r"\d{3}", cell) for cell in below)
    return not numbers and same >= 1 and labels >= max(2, same)


def _duty(heading: str, labels: Sequence[str]) -> bool:
    """People at work, unless a column tells of their private life."""
    words = "".join(labels)
    kinds = {kind_of(label) for label in labels if label not in _BARE_ADDR}
    if _PRIVATE_WORDS.search(words) or kinds & _PRIVATE:
        return bool(re.search(r"办公|科室|职务|值班|河长|法定代表|公司|企业", words)) and not (
            kinds & {Col.ID, Col.BANK}
        )
    if kinds & _STAFF or _STAFF_WORDS.search(words):
        return True
    return bool(_STAFF_WORDS.search(heading)) and not _PRIVATE_WORDS.search(heading)


def _form(table: Sequence[Sequence[str]], width: int, heading: str) -> Frame | None:
    """Labels at the left of their values: 姓名 | 张三 | 电话 | 138…"""
    cells: dict[tuple[int, int], Col] = {}
    person, rows = "", set()
    for number, row in enumerate(table):
        column = 0
        while column + 1 < len(row):
            label, value = row[column], row[column + 1]
            kind = kind_of(label)
            told = value and value != label and kind_of(value) is Col.UNKNOWN
            if kind is not Col.UNKNOWN and told:
                cells[number, column + 1] = kind
                rows.add(number)
                if kind is Col.NAME and not person and is_name(value):
                    person = value.replace(" ", "")
                column += 2
            else:
                column += 1
    firsts = {row[0] for row in table if row and kind_of(row[0]) is not Col.UNKNOWN}
    if len(firsts) < 2 or len(rows) < max(2, len(table) // 2):  # noqa: PLR2004
        return None
    labels = [table[r][c - 1] for r, c in cells]
    return Frame({}, tuple(range(len(table))), width, _duty(heading, labels), True, cells, person)
