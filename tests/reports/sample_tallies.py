"""Tallies with the figures of two real notices under names that are on no map."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from core.clock import BEIJING
from core.exposure import ExposureRow
from core.period import Period
from core.rate import Rate, Rounding
from core.subject import SubjectKind
from core.tally import (
    CountRow,
    FailingRow,
    LedgerRow,
    PendingRow,
    ScoreRow,
    Tally,
    UnitCount,
)
from core.verdict import Grade

COUNTIES = (
    "朝岚市",
    "青漪县",
    "鹿栖县",
    "白蘋县",
    "望岫县",
    "云梯县",
    "南雁县",
    "石笙县",
    "松醪县",
    "竹枝县",
    "晴川渡县",
    "桐溪口县",
)
BUREAUS = (
    "民政", "科技", "住建", "统计", "审计", "财政", "林草", "工信", "退役", "政务", "市监", "生态",
)  # fmt: skip


def counted(
    label: str,
    total: int,
    bad: int = 0,
    pending: int = 0,
    rounding: Rounding = Rounding.HALF_UP,
) -> CountRow:
    good = total - bad - pending
    return CountRow(
        label, total, good, bad, pending, Rate(good, total - pending, rounding=rounding)
    )


def problem(number: int, kind: str, unit: str, name: str = "", **changed: str) -> LedgerRow:
    row = LedgerRow(
        number=number,
        finding_id=f"WT2026{number:06d}",
        site_code=f"99010{number % 7:05d}",
        subject_name=name or f"{unit}门户网站",
        sponsor=f"{unit}人民政府办公室",
        home_url="https://www.zhaolan.gov.test/",
        problem_type=kind,
        indicator="信息发布",
        description=f"“{kind}”问题示例，出现在第{number}条",
        page_url=f"https://www.zhaolan.gov.test/art/{number}.html",
        parent_url="https://www.zhaolan.gov.test/",
        quote="各部门要认真⟦布署⟧落实",
        suggestion="部署",
        first_seen="2024-02-20 08:30",
        severity="一般",
        state="已确认",
        responsible_unit=unit,
        deadline="2024-03-08",
        remark="",
    )
    return replace(row, **changed)


def empty() -> Tally:
    """Nothing watched, nothing found."""
    none = counted("合计", 0)
    return Tally(
        period=Period("2024Q1", date(2023, 11, 27), date(2024, 2, 25)),
        issuer="云泽市人民政府办公室",
        region_name="全市",
        as_of=datetime(2024, 2, 25, 23, 59, 59, tzinfo=BEIJING),
        rulebook="national-2019",
        rulebook_title="政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）",
        rulebook_sha256="ab" * 32,
        sites=none,
        sections=none,
        accounts=none,
        sites_by_region=(),
        accounts_by_region=(),
        accounts_by_platform=(),
        failing=(),
        faulty=(),
        pending=(),
        scores=(),
        ledger=(),
        problems_by_type=(),
        problems_by_unit=(),
        unseen_rows=(),
    )


def all_qualified() -> Tally:
    """The figures of notice 0: 14 sites, 243 accounts, thirteen portals and one more scored."""
    scores = [
        "101.5",
        "100.5",
        "101.4",
        "103",
        "109",
        "103.9",
        "103",
        "105",
        "107.5",
        "101.8",
        "105",
        "105.5",
    ]
    rows = [
        ScoreRow("州级", "信用云泽", "9901000063", (Decimal("95.5"),) * 2, Grade.QUALIFIED),
        ScoreRow("州级", "云泽州政府门户网站", "9901000057", (Decimal(102),) * 2, Grade.QUALIFIED),
    ]
    rows += [
        ScoreRow(
            county, f"{county}政府门户网站", f"99010{at:05d}", (Decimal(score),) * 2,
            Grade.QUALIFIED,
        )
        for at, (county, score) in enumerate(zip(COUNTIES, scores, strict=True), start=1)
    ]  # fmt: skip
    return replace(
        empty(),
        period=Period("2023Q2", date(2023, 4, 1), date(2023, 6, 30)),
        issuer="云泽青濂族自治州人民政府办公室",
        region_name="全州",
        as_of=datetime(2023, 6, 30, 23, 59, 59, tzinfo=BEIJING),
        sites=counted("合计", 14),
        accounts=counted("合计", 243),
        sites_by_region=(counted("州级", 2), counted("县、市", 12)),
        accounts_by_region=(counted("州级", 65), counted("县、市", 178)),
        accounts_by_platform=(
            counted("微信公众号", 163),
            counted("新浪微博", 36),
            counted("快手、抖音", 16),
            counted("今日头条", 7),
            counted("其他", 21),
        ),
        scores=tuple(rows),
        previous_closed=2,
    )


def with_failures() -> Tally:
    """The figures of notice 4 and the sections of notice 3; one site and two accounts pending."""
    cut = Rounding.TRUNCATE
    wording = {"望岫县": 56, "白蘋县": 50, "青漪县": 48, "市公安局": 32, "市市场监管局": 17}
    ledger = [
        problem(0, "错别字、表述不规范", unit, f"{unit}发布")
        for unit, count in wording.items()
        for _ in range(count)
    ]
    silent = "监测时间点前两周内无更新"
    failing = tuple(
        FailingRow(
            f"account:{at}", SubjectKind.ACCOUNT, region, supervisor, name, platform, (silent,)
        )
        for at, (region, supervisor, name, platform) in enumerate(
            (
                ("望岫县", "望岫县人民政府办公室", "望岫市场监管", "抖音"),
                ("市级", "市公安局", "文明云泽刑侦支队", "新浪微博"),
                ("市级", "市公安局", "云泽反诈中心", "抖音"),
            )
        )
    )
    ledger += [
        problem(0, "新媒体不更新", one.supervisor, one.name, description=f"{silent}。")
        for one in failing
    ]
    sections = tuple(
        FailingRow(
            f"section:{at}", SubjectKind.SECTION, "市级", f"市{name}局",
            f"市{name}局信息公开专栏", "", ("严重表述错误",),
        )
        for at, name in enumerate(BUREAUS)
    )  # fmt: skip
    ledger += [
        problem(0, "严重表述错误", one.supervisor, one.name, description="固定表述有误")
        for one in sections
    ]
    frequency = [("尉水县", "微信公众号", "一周未更新两次")] * 5
    frequency += [("尉水县", "抖音", "一周未更新一次")]
    frequency += [("杞风县", "新浪微博", "一周未更新两次")] * 5
    faulty = tuple(
        FailingRow(
            f"account:f{at}", SubjectKind.ACCOUNT, region, f"{region}人民政府办公室",
            f"{region}政务号{at}", platform, (reason,),
        )
        for at, (region, platform, reason) in enumerate(frequency)
    )  # fmt: skip
    ledger = [
        replace(row, number=at, finding_id=f"WT2024{at:06d}")
        for at, row in enumerate(ledger, start=1)
    ]
    types = ("错别字、表述不规范", 203), ("严重表述错误", 12), ("新媒体不更新", 3)
    units = [*wording.items()]
    units[3] = ("市公安局", 34)  # 32 wording and two silent accounts
    units += [("望岫县人民政府办公室", 1), *((one.supervisor, 1) for one in sections)]
    return replace(
        empty(),
        sites=counted("合计", 43, 0, 1, cut),
        sections=counted("合计", 38, 12, 0, cut),
        accounts=counted("合计", 296, 3, 2, cut),
        sites_by_region=(
            counted("市级", 33, 0, 1, cut),
            counted("望岫县", 4, 0, 0, cut),
            counted("其他县区", 6, 0, 0, cut),
        ),
        accounts_by_region=(
            counted("市级", 120, 2, 1, cut),
            counted("望岫县", 40, 1, 1, cut),
            counted("其他县区", 136, 0, 0, cut),
        ),
        accounts_by_platform=(
            counted("微信公众号", 180, 0, 1, cut),
            counted("新浪微博", 70, 1, 0, cut),
            counted("抖音", 26, 2, 1, cut),
            counted("今日头条", 20, 0, 0, cut),
        ),
        failing=failing + sections,
        faulty=faulty,
        pending=(
            PendingRow("市水利局", "市级", "", "站点被防护设备拦截，首页和栏目未能读取"),
            PendingRow("云泽气象", "市级", "微信公众号", "尚未配置获取方式"),
            PendingRow("望岫交警", "望岫县", "抖音", "需要登录"),
        ),
        ledger=tuple(ledger),
        problems_by_type=types,
        problems_by_unit=tuple(UnitCount(unit, count) for unit, count in units),
        unseen_rows=("泄露国家秘密", "购买粉丝、强制要求群众点赞"),
        previous_open=1,
        previous_closed=7,
        exposed=ExposureRow("合计", 3, 12, 30, 71, (1, 2, 6, 2, 1), 2),
        exposed_by_region=(
            ExposureRow("望岫县", 2, 7, 19, 40, (1, 1, 3, 1, 1), 0),
            ExposureRow("尉水县", 1, 5, 12, 31, (0, 1, 3, 1, 0), 2),
        ),
        exposed_by_unit=(
            ExposureRow("望岫县人民政府办公室", 2, 7, 19, 40, (1, 1, 3, 1, 1), 0),
            ExposureRow("尉水县民政局", 1, 5, 12, 31, (0, 1, 3, 1, 0), 2),
        ),
    )


def all_pending() -> Tally:
    """Nothing could be seen."""
    return replace(
        empty(),
        sites=counted("合计", 2, 0, 2),
        accounts=counted("合计", 1, 0, 1),
        sites_by_region=(counted("市级", 2, 0, 2),),
        accounts_by_region=(counted("市级", 1, 0, 1),),
        accounts_by_platform=(counted("抖音", 1, 0, 1),),
        pending=(
            PendingRow("市水利局", "市级", "", "访问超时"),
            PendingRow("市林业局", "市级", "", "访问超时"),
            PendingRow("云泽气象", "市级", "抖音", "需要登录"),
        ),
    )
