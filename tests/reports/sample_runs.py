"""One small run: a site that failed, one that nobody could see, one that is well, and an account."""

from datetime import datetime, timedelta
from decimal import Decimal

from core.clock import BEIJING
from core.finding import Event, Finding, FindingState
from core.gap import Gap, GapReason
from core.report import RunReport, SubjectReport
from core.result import Evidence, Outcome
from core.run import Health, Run, RunStage
from core.subject import Account, Platform, Site, SiteCategory
from core.verdict import Grade, RowStanding, Standing, Verdict

AS_OF = datetime(2026, 11, 21, 23, 59, 59, tzinfo=BEIJING)
HOME = "https://www.zhaolan.gov.test/"
HASH = "0123456789abcdef" * 4


def finding(number: int, check: str = "typo", **changed: object) -> Finding:
    values: dict[str, object] = {
        "id": f"WT2026{number:06d}",
        "fingerprint": f"{number:032d}",
        "subject": "site:9901010001",
        "check": check,
        "outcome": Outcome.FAIL,
        "message": "错别字：“布署”应为“部署”",
        "locus": str(number),
        "evidence": Evidence(
            url=f"{HOME}art/{number}.html",
            page=f"{HOME}list.html",
            snapshot=HASH,
            locator="正文 120-122 lexicon",
            quotes=("各部门要认真【布署→部署】下一阶段工作",),
            suggestion="部署",
        ),
        "first_seen": AS_OF - timedelta(days=3),
        "last_seen": AS_OF,
        "events": (Event(AS_OF, FindingState.CANDIDATE, "run"),),
    }
    return Finding(**{**values, **changed})  # type: ignore[arg-type]


def verdict(subject: str, grade: Grade, low: str, high: str, **changed: object) -> Verdict:
    values: dict[str, object] = {
        "subject": subject,
        "as_of": AS_OF,
        "grade": grade,
        "vetoed_by": (),
        "score": (Decimal(low), Decimal(high)),
        "rows": (),
        "rulebook": "national-2019",
        "rulebook_sha256": HASH,
        "code_version": "0.1.0",
    }
    return Verdict(**{**values, **changed})  # type: ignore[arg-type]


def row(indicator: str, standing: Standing, **changed: object) -> RowStanding:
    values: dict[str, object] = {
        "indicator": indicator, "standing": standing, "fails": 0, "opens": 0, "passes": 0,
        "low": Decimal(0), "high": Decimal(0),
    }  # fmt: skip
    return RowStanding(**{**values, **changed})  # type: ignore[arg-type]


def site(number: int, name: str) -> Site:
    return Site(
        f"990101{number:04d}", name, HOME if number == 1 else f"https://b{number}.zhaolan.gov.test/",
        sponsor=name.removesuffix("门户网站"), region="990101", category=SiteCategory.PORTAL,
    )  # fmt: skip


def run_report(health: Health | None = None) -> RunReport:
    failed, dark, well = (
        site(1, "朝岚市人民政府门户网站"),
        site(2, "市水利局网站"),
        site(3, "市林业局网站"),
    )
    account = Account(Platform.DOUYIN, "zl_jt", "朝岚交通", sponsor="市交通局", region="990101")
    stale = finding(
        7, "column_stale", message="“通知公告”栏目最近更新于2026年4月3日，超过6个月",
        evidence=Evidence(f"{HOME}tzgg/", HOME, HASH, "", ("最近一次更新：2026-04-03",)),
    )  # fmt: skip
    hidden = finding(
        8, "hidden_link", outcome=Outcome.REVIEW, message="页面中有读者看不见的外部链接1处",
        evidence=Evidence("https://bet.example/win", HOME, HASH, "body>div:nth-child(9)", ("bet.example",)),
    )  # fmt: skip
    dismissed = finding(
        9, message="错别字：“帐户”应为“账户”",
        events=(Event(AS_OF, FindingState.DISMISSED, "李审", "引用原文"),),
    )  # fmt: skip
    return RunReport(
        run=Run(
            "20261121-233000-run", "nightly", AS_OF, AS_OF - timedelta(hours=1), 4, 4, AS_OF,
            RunStage.FINISHED, health or Health(True),
            {"code": "0.1.0", "rulebook": "national-2019"},
        ),
        subjects=(
            SubjectReport(
                well, verdict(well.key, Grade.QUALIFIED, "101.5", "101.5"), (), (), 180, 62.0, 9_400_000
            ),
            SubjectReport(
                failed,
                verdict(
                    failed.key, Grade.DISQUALIFIED, "0", "0", score=None, vetoed_by=("V-S4-1",),
                    rows=(
                        row("V-S4-1", Standing.TRIPPED, fails=5, passes=11),
                        row("D-A5", Standing.TRIPPED, fails=1, low=Decimal(5), high=Decimal(5)),
                        row("V-S1-2", Standing.CLEAR, unseen=True),
                    ),
                ),
                (*(finding(at) for at in range(1, 4)), stale, hidden, dismissed),
                (Gap("PageText", f"{HOME}zcfg/old.doc", GapReason.UNREADABLE, "不是 Word 文件"),),
                240, 96.4, 18_200_000,
            ),
            SubjectReport(
                dark,
                verdict(
                    dark.key, Grade.PENDING, "0", "130",
                    rows=(row("V-S3-1", Standing.OPEN, opens=1), row("V-S2-1", Standing.OPEN, opens=1)),
                ),
                (),
                (
                    Gap("HomePage", "https://b2.zhaolan.gov.test/", GapReason.BLOCKED, "HTTP 412"),
                    Gap("Probe", "https://b2.zhaolan.gov.test/", GapReason.TOO_FEW),
                ),
                0, 15.1, 812,
            ),
            SubjectReport(account, None, (), (Gap("Feed", "", GapReason.NO_ROUTE),)),
        ),
        rulebook="national-2019",
        rulebook_title="政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）",
        rulebook_sha256=HASH,
        check_titles={"typo": "错别字", "column_stale": "栏目不更新", "hidden_link": "隐藏链接"},
        row_titles={
            "V-S4-1": "栏目不更新", "D-A5": "政策文件", "V-S3-1": "首页不更新",
            "V-S2-1": "站点无法访问", "V-S1-2": "泄露国家秘密",
        },
        region_names={"990101": "朝岚市"},
        issuer="云泽州人民政府办公室",
    )  # fmt: skip
