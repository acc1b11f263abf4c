from collections.abc import Callable
from pathlib import Path

import pytest

from core.subject import Region, RunState, Site, SiteCategory
from registry.preview import SheetError
from registry.sheet import read_sheet

HEAD = ["序号", "网站标识码", "网站名称", "首页网址", "主办单位", "运行状态"]
GOOD = [
    1,
    "9901000001",
    "云澜市人民政府门户网站",
    "http://www.yunlan.gov.test",
    "市政府办公室",
    "正常",
]
Xlsx = Callable[..., Path]


def site_row(**news: object) -> list[object]:
    keys = ["number", "code", "name", "url", "sponsor", "state"]
    return [news.get(key, value) for key, value in zip(keys, GOOD, strict=True)]


def test_a_plain_sheet_becomes_sites(xlsx: Xlsx) -> None:
    told = read_sheet(xlsx([HEAD, GOOD]), "sites")
    assert told.subjects == (
        Site(
            "9901000001",
            "云澜市人民政府门户网站",
            "http://www.yunlan.gov.test/",
            sponsor="市政府办公室",
            region="990100",
            category=SiteCategory.PORTAL,
        ),
    )
    assert (told.refused, told.notes, told.accepted) == ((), (), 1)
    assert told.fields == {"code", "name", "url", "sponsor", "state"}


def test_headers_in_any_order_under_any_of_their_names_below_title_rows(xlsx: Xlsx) -> None:
    rows = [
        ["云澜市政府网站基本信息表"],
        [],
        ["填报单位：云澜市", "", "2026年11月"],
        [
            "网站地址 *",
            "主管部门",
            "标 识 码",
            "站点名称（必填）",
            "县（市、区）",
            "联系电话",
            "浏览量",
        ],
        [
            "www.qiyun.gov.test/index.html",
            "市政府",
            "9901210001",
            "栖云县人民政府",
            "栖云县",
            "13800000000",
            5,
        ],
    ]
    told = read_sheet(xlsx(rows, merge=[(0, 0, 0, 6)]), "sites")
    (site,) = told.subjects
    assert isinstance(site, Site)
    assert (site.url, site.supervisor) == ("http://www.qiyun.gov.test/index.html", "市政府")
    assert (site.code, site.name, site.region) == ("9901210001", "栖云县人民政府", "990121")
    assert told.regions == (Region("990121", "栖云县"),)
    assert told.notes == (
        "工作表“Sheet1”含个人信息的列未读取：联系电话",
        "工作表“Sheet1”用不到的列未读取：浏览量",
    )


@pytest.mark.parametrize(
    "written",
    [
        9901000001,  # a number cell
        "９９０１０００００１",
        "9901000001.0",
        " 9901 000001 ",
        "'9901000001",
        "9901000001\u200b",
        "9.901000001E9",
        "9.901000001E+09",
    ],
)
def test_a_code_that_lost_nothing_is_repaired(xlsx: Xlsx, written: object) -> None:
    told = read_sheet(xlsx([HEAD, site_row(code=written)]), "sites")
    assert [one.key for one in told.subjects] == ["site:9901000001"]


def test_a_code_in_the_short_form_of_java_is_whole_and_is_pointed_out(xlsx: Xlsx) -> None:
    told = read_sheet(xlsx([HEAD, site_row(code="5.32900005E9")]), "sites")
    assert [one.key for one in told.subjects] == ["site:5329000050"]
    assert told.notes == ("第2行标识码“5.32900005E9”已按十位数字还原，请核对",)


def test_codes_of_ministries_are_kept_in_small_letters(xlsx: Xlsx) -> None:
    told = read_sheet(xlsx([HEAD, site_row(code="BM17000009")]), "sites")
    (site,) = told.subjects
    assert isinstance(site, Site)
    assert (site.code, site.region) == ("bm17000009", "")


@pytest.mark.parametrize(
    ("news", "column", "reason"),
    [
        ({"code": "5.329E+09"}, "网站标识码", "末尾数字丢失"),
        ({"code": "5.33E+9"}, "网站标识码", "末尾数字丢失"),
        ({"code": "53290000057"}, "网站标识码", "应为10位数字"),
        ({"code": "532900005O"}, "网站标识码", "应为10位数字"),
        ({"code": "bm1700000"}, "网站标识码", "应为10位数字"),
        ({"code": 532900005.7}, "网站标识码", "应为10位数字"),
        ({"code": ""}, "网站标识码", "为空"),
        ({"name": ""}, "网站名称", "为空"),
        ({"name": "云" * 201}, "网站名称", "超过 200 个字"),
        ({"url": ""}, "首页网址", "为空"),
        ({"url": "ftp://a.gov.test/"}, "首页网址", "应以 http:// 或 https:// 开头"),
        ({"url": "http:\\\\www.a.gov.test"}, "首页网址", "不是网址"),
        ({"url": "http://a.gov.test:99999/"}, "首页网址", "不是网址"),
        ({"url": "http://a.gov.test；http://b.gov.test"}, "首页网址", "多个网址"),
        ({"url": "http://www.a.gov.test。"}, "首页网址", "不是网址"),
        ({"url": "http://[::1"}, "首页网址", "不是网址"),
        ({"url": "暂无"}, "首页网址", "不是网址"),
        ({"url": "http://user:pass@a.gov.test/"}, "首页网址", "不是网址"),
        ({"url": "javascript:alert(1)"}, "首页网址", "不是网址"),
        ({"state": "差不多"}, "运行状态", "认不出，可填：正常、关停、注销、迁移"),
    ],
)
def test_a_bad_row_is_refused_by_row_column_and_reason_and_the_good_one_goes_in(
    xlsx: Xlsx, news: dict[str, object], column: str, reason: str
) -> None:
    told = read_sheet(xlsx([["标题"], HEAD, site_row(**news), GOOD]), "sites")
    assert [one.key for one in told.subjects] == ["site:9901000001"]
    (bad,) = told.refused
    assert (bad.row, bad.column, bad.sheet) == (3, column, "Sheet1")
    assert reason in bad.reason
    assert bad.sentence.startswith(f"工作表“Sheet1”第3行“{column}”")


def test_of_two_rows_with_one_code_the_second_is_refused_and_names_the_first(xlsx: Xlsx) -> None:
    told = read_sheet(xlsx([HEAD, GOOD, site_row(name="另一个网站")]), "sites")
    assert [one.name for one in told.subjects] == ["云澜市人民政府门户网站"]
    (bad,) = told.refused
    assert (bad.row, bad.column, bad.value, bad.reason) == (
        3,
        "网站标识码",
        "9901000001",
        "与第2行重复",
    )


def test_what_is_no_row_is_left_out_with_its_reason(xlsx: Xlsx) -> None:
    rows = [
        HEAD,
        ["一、市级"],
        GOOD,
        [],
        HEAD,
        ["合计", "", 1],
        ["注：以上数据截至11月", "", "", "", "", ""],
        ["填表人：某某", "", "", "审核人：某某"],
    ]
    told = read_sheet(xlsx(rows), "sites")
    assert len(told.subjects) == 1
    assert told.refused == ()
    assert told.notes == (
        "工作表“Sheet1”第2行未读取：整行只有一处文字，按标题或说明处理",
        "工作表“Sheet1”第5行未读取：是重复的表头",
        "工作表“Sheet1”第6行未读取：是合计行",
        "工作表“Sheet1”第7、8行未读取：是说明文字",
    )


def test_merged_cells_speak_for_all_their_rows(xlsx: Xlsx) -> None:
    head = ["主管单位", "网站标识码", "网站名称", "首页网址"]
    rows = [
        head,
        ["市教育局", "9901000002", "甲", "http://a.gov.test/"],
        ["", "9901000003", "乙", "http://b.gov.test/"],
        ["市卫健委", "9901000004", "丙", "http://c.gov.test/"],
    ]
    told = read_sheet(xlsx(rows, merge=[(1, 0, 2, 0)]), "sites")
    assert [one.supervisor for one in told.subjects] == ["市教育局", "市教育局", "市卫健委"]
    assert told.notes == ()
    # The same table pasted as text has lost its merges: then the blank takes the row above, and says so.
    told = read_sheet(xlsx(rows), "sites")
    assert [one.supervisor for one in told.subjects] == ["市教育局", "市教育局", "市卫健委"]
    assert told.notes == ("工作表“Sheet1”“主管单位”列有 1 个空格，按上一行的内容补上",)


def test_a_blank_right_of_the_name_means_nothing_is_known(xlsx: Xlsx) -> None:
    head = ["网站标识码", "网站名称", "首页网址", "主管单位"]
    rows = [
        head,
        ["9901000002", "甲", "http://a.gov.test/", "市教育局"],
        ["9901000003", "乙", "http://b.gov.test/", "无"],
    ]
    told = read_sheet(xlsx(rows), "sites")
    assert [one.supervisor for one in told.subjects] == ["市教育局", ""]


def test_states_and_categories_are_read_under_their_common_names(xlsx: Xlsx) -> None:
    head = [*HEAD, "网站类型"]
    states = ["已关停", "永久下线", "整合迁移", ""]
    rows = [
        [*site_row(code=f"990100000{n}", state=state), kind]
        for n, (state, kind) in enumerate(
            zip(states, ["门户", "部门网站", "专题", ""], strict=True)
        )
    ]
    told = read_sheet(xlsx([head, *rows]), "sites")
    assert [one.state for one in told.subjects] == [
        RunState.CLOSED,
        RunState.DEREGISTERED,
        RunState.MIGRATED,
        RunState.RUNNING,
    ]
    assert [one.category for one in told.subjects if isinstance(one, Site)] == [
        SiteCategory.PORTAL,
        SiteCategory.DEPARTMENT,
        SiteCategory.OTHER,
        SiteCategory.PORTAL,  # it calls itself one
    ]


def test_every_visible_sheet_with_the_header_is_read_and_the_others_are_named(xlsx: Xlsx) -> None:
    path = xlsx(
        [HEAD, GOOD],
        [["说明"], ["请于月底前报送"]],
        [HEAD, site_row(code="9901000002"), site_row(code="9901000001", name="重复")],
        names=["市级", "说明", "县级"],
    )
    told = read_sheet(path, "sites")
    assert [one.key for one in told.subjects] == ["site:9901000001", "site:9901000002"]
    assert told.notes == ("工作表“说明”里没有政府网站的表头，未读取",)
    assert (
        told.refused[0].sentence
        == "工作表“县级”第3行“网站标识码”（9901000001）：与工作表“市级”第2行重复"
    )


def test_a_region_name_is_turned_into_its_code_where_it_is_known(xlsx: Xlsx) -> None:
    head = ["网站标识码", "网站名称", "首页网址", "所属地区"]
    rows = [
        head,
        ["bm17000009", "甲", "http://a.gov.test", "栖云县"],
        ["bm17000010", "乙", "http://b.gov.test", "某县"],
    ]
    told = read_sheet(xlsx(rows), "sites", [Region("990121", "栖云县")])
    assert [one.region for one in told.subjects] == ["990121", ""]
    assert told.notes == ("所属地区“某县”（首见第3行）不在区划表中，地区留空",)
    assert told.regions == ()


@pytest.mark.parametrize(("rows", "sentence"), [
    ([], "没有内容"),
    ([[" "]], "没有内容"),
    ([["今日天气", "晴"], ["明日天气", "雨"]], "没有找到政府网站的表头，至少要有“网站标识码”、“网站名称”"),
    ([["网站名称", "首页网址"], ["甲", "http://a.gov.test"]], "没有找到政府网站的表头"),
    ([["序号", "账号名称", "平台类型"], [1, "云澜发布", "微信"]], "像是政务新媒体账号表，不是政府网站表"),
])  # fmt: skip
def test_a_wrong_sheet_is_answered_with_one_sentence(
    xlsx: Xlsx, rows: list[list[object]], sentence: str
) -> None:
    with pytest.raises(SheetError, match=sentence):
        read_sheet(xlsx(rows), "sites")


def test_a_header_without_rows_is_said(xlsx: Xlsx) -> None:
    told = read_sheet(xlsx([HEAD]), "sites")
    assert (told.accepted, told.notes) == (0, ("表头下面没有数据行",))


def test_an_unknown_kind_is_answered_with_those_that_there_are(xlsx: Xlsx) -> None:
    with pytest.raises(SheetError, match="可选：sites、accounts"):
        read_sheet(xlsx([HEAD, GOOD]), "websites")


SCORES = (
    ("市级", "信用云澜", "9901000063", 95.5),
    ("", "云澜市人民政府门户网站", 9901000057, 102),
    *(
        (f"第{n}县", f"第{n}县人民政府门户网站", f"99012{n % 10}00{n:02d}", 100 + n)
        for n in range(1, 13)
    ),
)


def test_the_score_table_of_a_notice_is_a_registry_of_its_fourteen_sites(xlsx: Xlsx) -> None:
    rows = [
        ["2026年三季度全市政府网站评分表"],
        ["县、市/市级", "网站名称", "网站标识码", "得分", "评价结果"],
        *([*row, "合格"] for row in SCORES),
    ]
    told = read_sheet(xlsx(rows, merge=[(0, 0, 0, 4), (2, 0, 3, 0)]), "sites")
    assert told.refused == ()
    sites = [one for one in told.subjects if isinstance(one, Site)]
    assert len(sites) == 14
    assert [one.category for one in sites[:2]] == [SiteCategory.OTHER, SiteCategory.PORTAL]
    assert sum(one.category is SiteCategory.PORTAL for one in sites) == 13
    assert {one.region for one in sites[:2]} == {"990100"}
    assert {one.url for one in sites} == {""}
    assert "表中没有首页网址，新登记的网站补上网址后才能巡查" in told.notes
    assert Region("990100", "市级") in told.regions


def test_a_header_of_two_rows_is_read_by_its_lower_one(xlsx: Xlsx) -> None:
    rows = [
        ["序号", "网站标识码", "网站名称", "首页网址", "单位", ""],
        ["", "", "", "", "主办单位", "主管单位"],
        [1, "9901000001", "甲", "http://a.gov.test/", "市教育局", "市政府"],
    ]
    merge = [(0, 4, 0, 5), *((0, column, 1, column) for column in range(4))]
    told = read_sheet(xlsx(rows, merge=merge), "sites")
    (site,) = told.subjects
    assert (site.sponsor, site.supervisor, told.refused) == ("市教育局", "市政府", ())


def test_a_phone_number_in_a_wrong_column_is_not_repeated(xlsx: Xlsx) -> None:
    told = read_sheet(xlsx([HEAD, site_row(code="13812345678")]), "sites")
    assert told.refused[0].value == "138****78"
