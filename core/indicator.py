"""指标: one row of the official document, in its own words, and the book that holds the rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """指标类型."""

    VETO = "veto"  # 单项否决
    DEDUCTION = "deduction"  # 扣分
    BONUS = "bonus"  # 加分
    PROBLEM = "problem"  # 存在问题：列入名单，不影响合格
    ADVICE = "advice"  # 提示


KIND_NAMES: dict[Kind, str] = {
    Kind.VETO: "单项否决",
    Kind.DEDUCTION: "扣分",
    Kind.BONUS: "加分",
    Kind.PROBLEM: "存在问题",
    Kind.ADVICE: "提示",
}


TARGETS: dict[str, str] = {
    "site": "政府网站",
    "portal": "政府门户网站",
    "department": "部门网站",
    "other": "其他网站",
    "section": "信息公开专栏",
    "account": "政务新媒体账号",
    "app": "移动客户端",
}
"""Words of `Indicator.applies_to`. A portal is a site too."""

PROBLEM_TYPES: dict[str, str] = {
    "P01": "严重表述错误",
    "P02": "错别字、表述不规范",
    "P03": "泄露个人信息",
    "P04": "栏目不更新",
    "P05": "空白栏目",
    "P06": "首页不更新",
    "P07": "站点、页面打不开",
    "P08": "错链、死链",
    "P09": "暗链、不当外链",
    "P10": "弄虚作假、旧文新发",
    "P11": "政策解读不规范",
    "P12": "办事指南不完整、不准确",
    "P13": "互动回应差",
    "P14": "简单咨询答复不及时",
    "P15": "征集调查不规范",
    "P16": "概况信息陈旧",
    "P17": "公开日期逻辑错误、超时公开",
    "P18": "新媒体不更新",
    "P19": "新媒体互动功能不可用",
    "P20": "账号未备案",
    "P21": "名称、主体与备案不一致",
    "P22": "关停、注销与备案不符",
    "P23": "同一平台开设多个账号",
    "P24": "域名、地址不规范",
    "P25": "网站标识缺失",
    "P26": "重要信息转载不到位",
    "P27": "搜索、登录功能不到位",
    "P28": "开放数据不到位",
    "P29": "未完成 IPv6 改造",
    "P30": "整改不到位",
    "P31": "假冒网站、被篡改",
    "P32": "信息报送不到位",
    "P33": "热线办理不到位",
    "P34": "购买粉丝、强制点赞",
}
"""问题类型, as notices word them; `Indicator.codes` names them."""


class JudgedBy(StrEnum):
    """由谁判定."""

    MACHINE = "machine"  # 系统直接判定
    PERSON_CONFIRMS = "person_confirms"  # 系统提出，人工确认后生效
    PERSON = "person"  # 人工判定，录入
    IMPORT = "import"  # 由台账导入


class Reads(StrEnum):
    """What an unmeasured thing means for the row."""

    ALL = "all"  # every one must be known: columns, probes, feeds
    SAMPLE = "sample"  # pages: the row is about those that were read; gaps are reported as coverage


class WhenUnseen(StrEnum):
    """What the row says where nobody has looked at all."""

    OPEN = "open"  # 待定
    CLEAR = "clear"  # 未见录入即视为未触发，通报中注明


@dataclass(frozen=True, slots=True)
class Item:
    """扣分项: what its rows may cost together (单项扣分不超过该项分值)."""

    id: str
    part: str  # 发布解读 …
    title: str
    cap: Decimal
    confidence: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row. No default stands for a number of the law: the loader refuses a missing key."""

    id: str
    kind: Kind
    title: str
    text: str  # the document's words, in short
    clause: str
    applies_to: tuple[str, ...]  # of TARGETS
    platforms: tuple[str, ...]  # empty: every platform
    checks: Mapping[str, Mapping[str, object]] = field(hash=False)  # check id -> its params
    trips_at: int  # how many FAILs trip it
    points_each: Decimal
    cap: Decimal
    item: str  # Item.id, "" for rows that belong to none
    judged_by: JudgedBy
    reads: Reads
    when_unseen: WhenUnseen
    codes: tuple[str, ...]  # P01-P34
    confidence: str  # Q S C R I
    verified: bool
    source: str = ""  # the document that says so; the loader fills in the book's own


@dataclass(frozen=True, slots=True)
class Rulebook:
    """指标集: one document. A stored verdict carries `id` and `sha256`."""

    id: str
    title: str
    source: str
    sha256: str
    baseline: Decimal
    pass_at: Decimal  # below: 不合格
    bonus_at: Decimal  # above: 加分 counts
    bonus_max: Decimal
    items: tuple[Item, ...]
    indicators: tuple[Indicator, ...]
    scored: tuple[str, ...] = ("portal",)  # whom parts two and three are for
    waivable: tuple[str, ...] = ()  # parts that a subject may be excused from (办事服务)
    platform_groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
