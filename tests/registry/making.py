"""A row of the rulebook that people judge, and whom a sheet of their findings can speak of."""

from datetime import datetime
from decimal import Decimal

from core.clock import BEIJING
from core.indicator import Indicator, JudgedBy, Kind, Reads, WhenUnseen
from core.subject import Account, Platform, Site, SiteCategory
from registry.entries import Entering

PORTAL = Site("9901000001", "云澜市人民政府", "http://a.gov.test/", category=SiteCategory.PORTAL)
WEIBO = Account(Platform.WEIBO, "yl", "云澜发布")
WECHAT = Account(Platform.WECHAT, "yl", "云澜发布")
AT = datetime(2024, 3, 5, 9, tzinfo=BEIJING)


def indicator(
    id_: str, *, kind: Kind = Kind.DEDUCTION, cap: str = "3", **more: object
) -> Indicator:
    return Indicator(
        id_,
        kind,
        "概况信息过时",
        "",
        "",
        ("portal",),
        (),
        more.get("checks", {}),  # type: ignore[arg-type]
        1,
        Decimal("0.5"),
        Decimal(cap),
        "D-A1",
        JudgedBy.PERSON,
        Reads.ALL,
        WhenUnseen.CLEAR,
        (),
        "R",
        False,
    )


def entering(*subjects: Site | Account) -> Entering:
    rows = [
        indicator("D-A1-3"),
        indicator("V-S5-1", kind=Kind.VETO, cap="0"),
        indicator("D-D2-1", checks={"footer_mark_missing": {}}),
    ]
    return Entering(
        subjects or (PORTAL, WEIBO, WECHAT),
        {row.id: row for row in rows},
        lambda row, subject: isinstance(subject, Site),
        "张三",
        AT,
    )
