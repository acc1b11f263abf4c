"""汇总: everything a notice, a ledger or a summary table prints, counted once and frozen.

Computed by scoring/, printed by reports/. No printer counts anything that is not here.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.exposure import ExposureRow
from core.period import Period
from core.rate import Rate
from core.subject import SubjectKind
from core.verdict import Grade


@dataclass(frozen=True, slots=True)
class CountRow:
    """One line of a rate table (附件形制 A). total = qualified + disqualified + pending.

    `rate` is qualified / (total - pending): what is not known enters neither side.
    """

    label: str
    total: int
    qualified: int
    disqualified: int
    pending: int
    rate: Rate


@dataclass(frozen=True, slots=True)
class FailingRow:
    """One line of a list of failing or faulty subjects (附件形制 B, C)."""

    subject: str
    kind: SubjectKind
    region: str  # name of 县（市、区） or 市级
    supervisor: str
    name: str
    platform: str  # "" for sites
    reasons: tuple[str, ...]  # titles of tripped rows


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One line of a score table (附件形制 D). `score` low and high; equal when settled."""

    region: str
    name: str
    code: str
    score: tuple[Decimal, Decimal] | None
    grade: Grade


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of the violation list: the 19 columns, as text, in their order in `LEDGER_HEADERS`."""

    number: int
    finding_id: str
    site_code: str
    subject_name: str
    sponsor: str
    home_url: str
    problem_type: str
    indicator: str
    description: str
    page_url: str
    parent_url: str
    quote: str
    suggestion: str
    first_seen: str  # Beijing, yyyy-mm-dd hh:mm
    severity: str
    state: str
    responsible_unit: str
    deadline: str
    remark: str


LEDGER_HEADERS: tuple[str, ...] = (
    "序号",
    "问题编号",
    "网站标识码",
    "网站名称",
    "主办单位",
    "首页网址",
    "问题类型",
    "检查指标",
    "问题描述",
    "问题页面网址",
    "父页面网址",
    "原文片段",
    "修改建议",
    "发现时间",
    "严重程度",
    "状态",
    "责任单位",
    "整改期限",
    "备注",
)


@dataclass(frozen=True, slots=True)
class UnitCount:
    """Problems of one supervising unit: 起 as notices count them."""

    unit: str
    count: int


@dataclass(frozen=True, slots=True)
class PendingRow:
    """A subject that may be called neither: why not, in words."""

    name: str
    region: str
    platform: str
    reason: str


@dataclass(frozen=True, slots=True)
class Tally:
    """One period of one office."""

    period: Period
    issuer: str  # 印发单位
    region_name: str  # 全市 / 全州 …
    as_of: datetime
    rulebook: str
    rulebook_title: str
    rulebook_sha256: str
    sites: CountRow
    sections: CountRow
    accounts: CountRow
    sites_by_region: tuple[CountRow, ...]
    accounts_by_region: tuple[CountRow, ...]
    accounts_by_platform: tuple[CountRow, ...]
    failing: tuple[FailingRow, ...]  # 不合格
    faulty: tuple[FailingRow, ...]  # 存在问题 (PROBLEM rows), qualified or not
    pending: tuple[PendingRow, ...]
    scores: tuple[ScoreRow, ...]
    ledger: tuple[LedgerRow, ...]
    problems_by_type: tuple[tuple[str, int], ...]
    problems_by_unit: tuple[UnitCount, ...]
    unseen_rows: tuple[str, ...]  # titles of rows nobody judged: 未见录入，按未触发计
    previous_open: int = 0  # last period's findings still standing
    previous_closed: int = 0
    score_bands: tuple[tuple[str, int], ...] = ()  # 得分分布 of settled scores
    exposed: ExposureRow | None = None  # 个人信息泄露, year to date; None where there is none
    exposed_by_region: tuple[ExposureRow, ...] = ()
    exposed_by_unit: tuple[ExposureRow, ...] = ()
