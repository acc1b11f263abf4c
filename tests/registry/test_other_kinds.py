from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from core.clock import BEIJING
from core.subject import (
    Account,
    Column,
    ColumnKind,
    FeedRoute,
    Platform,
    Region,
    RunState,
    Section,
    SubjectKind,
    Unit,
)
from registry.sheet import read_sheet

Xlsx = Callable[..., Path]
HEAD = [
    "序号",
    "账号名称",
    "平台类型",
    "账号ID",
    "主办单位",
    "开设日期",
    "运行状态",
    "获取方式",
    "负责人",
]


def account_row(**news: object) -> list[object]:
    row = {
        "number": 1,
        "name": "云澜发布",
        "platform": "微信订阅号",
        "handle": "yunlanfabu",
        "sponsor": "市政府办公室",
        "opened": date(2019, 3, 5),
        "state": "正常",
        "routes": "",
        "person": "",
    }
    return list({**row, **news}.values())


def read_accounts(xlsx: Xlsx, *rows: list[object]) -> tuple[Account, ...]:
    told = read_sheet(xlsx([HEAD, *rows]), "accounts")
    assert told.refused == ()
    return tuple(one for one in told.subjects if isinstance(one, Account))


def test_an_account_is_read_whole(xlsx: Xlsx) -> None:
    routes = "http://127.0.0.1/feed.xml；page:https://w.test/u/1?a=b:c"
    (one,) = read_accounts(xlsx, account_row(routes=routes))
    assert one == Account(
        Platform.WECHAT,
        "yunlanfabu",
        "云澜发布",
        sponsor="市政府办公室",
        opened=date(2019, 3, 5),
        routes=(
            FeedRoute("feed", "http://127.0.0.1/feed.xml"),
            FeedRoute("page", "https://w.test/u/1?a=b:c"),
        ),
    )


def test_an_account_without_an_id_goes_by_its_name(xlsx: Xlsx) -> None:
    (one,) = read_accounts(xlsx, account_row(handle="—"))
    assert one.key == "account:wechat:云澜发布"


def test_one_name_on_two_platforms_is_two_accounts(xlsx: Xlsx) -> None:
    both = read_accounts(xlsx, account_row(handle=""), account_row(handle="", platform="政务微博"))
    assert [one.platform for one in both] == [Platform.WECHAT, Platform.WEIBO]


def test_an_app_is_an_account_of_its_own_kind(xlsx: Xlsx) -> None:
    (one,) = read_accounts(xlsx, account_row(platform="政务ＡＰＰ"))
    assert one.kind is SubjectKind.APP


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (43529, date(2019, 3, 5)),  # an Excel serial whose cell lost its date format
        ("43529", date(2019, 3, 5)),
        ("2019-3-5", date(2019, 3, 5)),
        ("2019/03/05 09:00:00", date(2019, 3, 5)),
        ("2019.3.5", date(2019, 3, 5)),
        ("２０１９年３月５日", date(2019, 3, 5)),
        ("20190305", date(2019, 3, 5)),
        ("", None),
        ("/", None),
    ],
)
def test_a_date_is_read_in_whatever_cell_it_stands(
    xlsx: Xlsx, written: object, read: date | None
) -> None:
    (one,) = read_accounts(xlsx, account_row(opened=written))
    assert one.opened == read


def test_a_month_makes_no_day(xlsx: Xlsx) -> None:
    told = read_sheet(xlsx([HEAD, account_row(opened="2019年3月")]), "accounts")
    (one,) = told.subjects
    assert isinstance(one, Account)
    assert one.opened is None
    assert "第2行“开设日期”“2019年3月”只到月，日期留空" in told.notes


@pytest.mark.parametrize(
    ("news", "column", "reason"),
    [
        ({"platform": "某平台"}, "平台类型", "认不出，可填：微信公众号、新浪微博、"),
        ({"platform": ""}, "平台类型", "为空"),
        ({"name": ""}, "账号名称", "为空"),
        ({"opened": "2019-02-30"}, "开设日期", "没有这一天"),
        ({"opened": "19年春"}, "开设日期", "不是日期"),
        ({"opened": 5}, "开设日期", "不是日期"),
        ({"handle": 123456789012345678}, "账号ID", "末尾数字丢失"),
        ({"handle": "1.23457E+17"}, "账号ID", "末尾数字丢失"),
        ({"state": "?"}, "运行状态", "认不出"),
        ({"routes": "feed:不是网址"}, "获取方式", "不是网址"),
    ],
)
def test_a_bad_account_is_refused_and_names_its_cell(
    xlsx: Xlsx, news: dict[str, object], column: str, reason: str
) -> None:
    told = read_sheet(xlsx([HEAD, account_row(**news)]), "accounts")
    assert told.subjects == ()
    (bad,) = told.refused
    assert (bad.row, bad.column) == (2, column)
    assert reason in bad.reason


def test_a_sheet_for_each_platform_says_it_on_its_tab(xlsx: Xlsx) -> None:
    head = ["序号", "账号名称", "主办单位"]
    path = xlsx(
        [head, [1, "云澜发布", "市政府办公室"]],
        [head, [1, "云澜发布", "市政府办公室"]],
        names=["微信", "抖音号"],
    )
    told = read_sheet(path, "accounts")
    assert [one.key for one in told.subjects] == [
        "account:wechat:云澜发布",
        "account:douyin:云澜发布",
    ]


def test_the_region_is_read_from_the_sponsors_name_where_no_column_tells(xlsx: Xlsx) -> None:
    regions = [Region("990100", "云澜市"), Region("990121", "栖云县")]
    path = xlsx([HEAD, account_row(sponsor="栖云县卫生健康局"), account_row(name="乙", handle="b")])
    told = read_sheet(path, "accounts", regions)
    assert [one.region for one in told.subjects] == ["990121", ""]


def test_a_section_without_a_code_goes_by_its_address(xlsx: Xlsx) -> None:
    head = ["序号", "专栏名称", "专栏网址", "网站标识码", "单位名称", "状态"]
    rows = [
        head,
        [
            1,
            "市教育局信息公开",
            "http://www.yunlan.gov.test/xxgk/jyj/",
            "9901000001",
            "市教育局",
            "关停",
        ],
        [2, "市教育局信息公开（二）", "http://www.yunlan.gov.test/xxgk/jyj", "", "市教育局", ""],
    ]
    told = read_sheet(xlsx(rows), "sections")
    assert told.subjects == (
        Section(
            "www.yunlan.gov.test/xxgk/jyj",
            "市教育局信息公开",
            "http://www.yunlan.gov.test/xxgk/jyj/",
            site_code="9901000001",
            sponsor="市教育局",
            region="990100",
            state=RunState.CLOSED,
        ),
    )
    assert told.refused[0].reason == "与第2行重复"


def test_columns_go_to_their_sites_and_say_their_kind(xlsx: Xlsx) -> None:
    head = ["网站标识码", "栏目名称", "栏目网址", "栏目类别", "更新周期（天）"]
    rows = [
        head,
        ["9901000001", "政策解读", "http://a.gov.test/jd/", "", "30天"],
        ["9901000001", "云澜要闻", "http://a.gov.test/yw/", "要闻", ""],
        ["9901210001", "今日栖云", "http://b.gov.test/x/", "", ""],
        ["9901210001", "公告", "http://b.gov.test/gg/", "", "每周"],
    ]
    told = read_sheet(xlsx(rows), "columns")
    assert told.columns == {
        "9901000001": (
            Column("政策解读", "http://a.gov.test/jd/", ColumnKind.INTERPRETATION, 30),
            Column("云澜要闻", "http://a.gov.test/yw/", ColumnKind.NEWS),
        ),
        "9901210001": (Column("今日栖云", "http://b.gov.test/x/", ColumnKind.OTHER),),
    }
    assert (told.accepted, told.refused[0].reason) == (3, "不是天数")


def test_units_and_regions_are_read(xlsx: Xlsx) -> None:
    told = read_sheet(
        xlsx([["行政区划代码", "名称"], [990121, "栖云县"], ["99012", "某县"]]), "regions"
    )
    assert told.regions == (Region("990121", "栖云县"),)
    assert told.refused[0].reason == "格式不对，应为6位数字"
    path = xlsx([["单位名称", "地区", "上级单位"], ["教育局", "栖云县", ""], ["县政府", "", ""]])
    told = read_sheet(path, "units", told.regions)
    assert told.units == (Unit("教育局", "990121"), Unit("县政府"))


def test_the_history_of_another_monitor_becomes_probes(csv_file: Callable[..., Path]) -> None:
    path = csv_file(
        "网站标识码,监测时间,监测结果,响应时间(毫秒),状态码\n"
        "9901000001,2026-11-20 08:30,正常,350,200\n"
        "9901000001,2026/11/20 9:00:05,超时,,\n"
        "9901000001,2026年11月20日10时30分,异常,15000,503\n"
        "9901000001,46346.5,正常,1,200\n"
        "9901000001,2026-11-20,正常,1,200\n"
        "9901000001,2026-11-20 25:00,正常,1,200\n"
        "9901000001,2026-11-20 08:30,正常,350,200\n"
        "9901000001,2026-11-20 11:00,也许,350,200\n"
    )
    told = read_sheet(path, "probes")
    looks = told.probes["9901000001"]
    assert [(one.at, one.opened, one.seconds, one.status) for one in looks] == [
        (datetime(2026, 11, 20, 8, 30, tzinfo=BEIJING), True, 0.35, 200),
        (datetime(2026, 11, 20, 9, 0, 5, tzinfo=BEIJING), False, 0.0, 0),
        (datetime(2026, 11, 20, 10, 30, tzinfo=BEIJING), False, 15.0, 503),
        (datetime(2026, 11, 20, 12, 0, tzinfo=BEIJING), True, 0.001, 200),
    ]
    assert [(one.row, one.reason[:7]) for one in told.refused] == [
        (6, "不是时间，应写"),
        (7, "没有这个时间"),
        (8, "与第2行重复"),
        (9, "认不出，可填："),
    ]


def test_the_accounts_of_a_whole_prefecture_are_counted_as_they_stand(xlsx: Xlsx) -> None:
    counts = {
        "微信公众号": 163,
        "微博": 36,
        "抖音": 10,
        "快手": 6,
        "今日头条": 7,
        "视频号": 15,
        "企鹅号": 6,
    }
    rows: list[list[object]] = []
    for platform, count in counts.items():
        rows += [
            [
                len(rows) + n + 1,
                f"云澜{platform}{n}",
                platform if n == 0 else "",
                "市级" if n % 3 else "县级",
            ]
            for n in range(count)
        ]
    head = ["序号", "账号名称", "平台类型", "地区"]
    merge, first = [], 2
    for count in counts.values():
        merge.append((first, 2, first + count - 1, 2))
        first += count
    rows.append(["合计", 243, "", ""])
    told = read_sheet(
        xlsx([["全市政务新媒体名录"], head, *rows], merge=[(0, 0, 0, 3), *merge]), "accounts"
    )
    assert told.refused == ()
    accounts = [one for one in told.subjects if isinstance(one, Account)]
    assert len(accounts) == sum(counts.values()) == 243
    of = [one.platform for one in accounts]
    assert of.count(Platform.WECHAT) == 163
    assert of.count(Platform.DOUYIN) + of.count(Platform.KUAISHOU) == 16
    assert of.count(Platform.CHANNELS) + of.count(Platform.PENGUIN) == 21
    assert f"第{2 + 243 + 1}行未读取：是合计行" in "".join(told.notes)


def test_columns_of_a_site_nobody_registered_are_refused(xlsx: Xlsx) -> None:
    rows = [["网站标识码", "栏目名称", "栏目网址"]]
    rows += [[code, "要闻", "http://a.gov.test/"] for code in ("9901000001", "9901000002")]
    told = read_sheet(xlsx(rows), "columns", sites={"9901000001"})
    assert list(told.columns) == ["9901000001"]
    assert [(one.row, one.value) for one in told.refused] == [(3, "9901000002")]
