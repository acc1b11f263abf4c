"""The column of a page: by its meta, else by its breadcrumb; a title or a year is none."""

import pytest

from extract.crumbs import column_named

TRAIL = [("首页", 1), ("工作动态", 2), ("2026", 3), ("正文", -1)]


@pytest.mark.parametrize(
    ("stated", "title", "column"),
    [
        ("通知公告", "关于放假的通知", "通知公告"),
        ("", "关于放假的通知", "工作动态"),
        ("2026", "关于放假的通知", "工作动态"),
        ("关于放假的通知", "关于放假的通知", "工作动态"),
        ("通知公告", "", "通知公告"),
    ],
)
def test_a_title_or_a_year_is_no_column(stated: str, title: str, column: str) -> None:
    assert column_named({"ColumnName": stated}, TRAIL, title) == column


def test_what_the_meta_says_stands_where_nothing_else_does() -> None:
    assert column_named({"ColumnName": "2026"}, [], "关于放假的通知") == "2026"
