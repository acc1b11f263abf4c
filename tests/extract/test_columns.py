"""What kind of column a name stands for, and which columns a page leads to."""

from datetime import datetime

import pytest

from core.clock import BEIJING
from core.subject import ColumnKind
from extract.columns import column_kind
from extract.page import read_page

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("工作动态", ColumnKind.NEWS),
        ("临山要闻", ColumnKind.NEWS),
        ("图片新闻", ColumnKind.NEWS),
        ("新闻发布会", ColumnKind.OTHER),
        ("通知公告", ColumnKind.NOTICE),
        ("公 示", ColumnKind.NOTICE),
        ("政策文件", ColumnKind.POLICY),
        ("政策法规", ColumnKind.POLICY),
        ("政策解读", ColumnKind.INTERPRETATION),
        ("意见征集", ColumnKind.SURVEY),
        ("互动交流", ColumnKind.INTERACTION),
        ("市长信箱", ColumnKind.INTERACTION),
        ("办事服务", ColumnKind.SERVICE),
        ("市情概况", ColumnKind.OVERVIEW),
        ("领导之窗", ColumnKind.LEADERS),
        ("机构职能", ColumnKind.ORGANS),
        ("专题专栏", ColumnKind.OTHER),
        ("", ColumnKind.OTHER),
    ],
)
def test_a_name_says_its_kind(name: str, kind: ColumnKind) -> None:
    assert column_kind(name) is kind


def test_menu_breadcrumb_and_the_more_beside_a_list_name_the_columns_of_the_site() -> None:
    html = """<body><div class="nav"><a href="/">首页</a><a href="/dt/">工作动态</a><a href="/login">登录</a>
    <a href="http://other.test/">外站栏目</a><a href="/a.doc">表格下载</a></div>
    <div>当前位置：<a href="/">首页</a> &gt; <a href="/gk/">信息公开</a> &gt; 正文</div>
    <div class="box"><h3>通知公告</h3><a href="/tz/">更多&gt;&gt;</a>
    <ul><li><a href="/tz/1.html">关于放假的通知</a></li></ul></div>
    </body>"""
    reading = read_page(html.encode(), "http://www.linshan.gov.test/gk/1.html", fetched_at=NOW)
    assert [(c.name, c.url[27:], c.kind.value, c.origin) for c in reading.columns] == [
        ("信息公开", "/gk/", "other", "breadcrumb"),
        ("工作动态", "/dt/", "news", "navigation"),
        ("通知公告", "/tz/", "notice", "navigation"),
    ]
