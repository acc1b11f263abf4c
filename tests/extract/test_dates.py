"""Forms of dates as government pages write them, and things that look like dates and are none."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clock import BEIJING
from core.facts import Precision
from extract.dates import find_stamps, parse_stamp

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=BEIJING)

STATED = [
    ("2021/09/06", "2021-09-06", "day", "ymd"),
    ("2009-2-3", "2009-02-03", "day", "ymd"),
    ("2020.12.16", "2020-12-16", "day", "ymd"),
    ("2024—05—10", "2024-05-10", "day", "ymd"),
    ("(2024-05-11)", "2024-05-11", "day", "ymd"),
    ("２０２４－０５－１０", "2024-05-10", "day", "ymd"),
    ("2024年2月29日", "2024-02-29", "day", "ymd"),
    ("2024 年 5 月 10 日", "2024-05-10", "day", "ymd"),
    ("2024-05-10星期五", "2024-05-10", "day", "ymd"),
    ("2024-09-10 00:00:00.0", "2024-09-10", "day", "ymd"),
    ("2025年06月03日 13时44分", "2025-06-03 13:44", "minute", "ymd"),
    ("[2019-05-20 16:35]", "2019-05-20 16:35", "minute", "ymd"),
    ("2018-06-0510:48", "2018-06-05 10:48", "minute", "ymd"),
    ("2024-09-10 下午3:20", "2024-09-10 15:20", "minute", "ymd"),
    ("2024-09-10 上午9:05", "2024-09-10 09:05", "minute", "ymd"),
    ("2024-05-30 10:10:59", "2024-05-30 10:10:59", "second", "ymd"),
    ("2020-11-27T20:04:25.000+0000", "2020-11-28 04:04:25", "second", "ymd"),
    ("2020-11-27T10:04:25Z", "2020-11-27 18:04:25", "second", "ymd"),
    ("发布时间：2024-09-10 09:24 来源：某局", "2024-09-10 09:24", "minute", "ymd"),
    ("202 4 年 5月10日", "2024-05-10", "day", "spaced"),
    ("二〇二四年二月二十九日", "2024-02-29", "day", "cn"),
    ("二○二○年十二月卅一日", "2020-12-31", "day", "cn"),
    ("二O一九年十月一日", "2019-10-01", "day", "cn"),
    ("二零二四年十一月二十号", "2024-11-20", "day", "cn"),
    ("Fri Nov 27 10:04:25 CST 2020", "2020-11-27 10:04:25", "second", "java"),
    ("Fri Nov 27 10:04:25 +0800 2020", "2020-11-27 10:04:25", "second", "java"),
    ("Fri Nov 27 2020 10:04:25 GMT+0800 (中国标准时间)", "2020-11-27 10:04:25", "second", "js"),
    ("Fri, 27 Nov 2020 10:04:25 GMT", "2020-11-27 18:04:25", "second", "rfc"),
    ("Nov 27, 2020 1:04:25 PM", "2020-11-27 13:04:25", "second", "gson"),
    ("20240229", "2024-02-29", "day", "compact"),
    ("20240229102233", "2024-02-29 10:22:33", "second", "compact"),
    ("16 2020-12", "2020-12-16", "day", "day_first"),
    ("16\n2020/12", "2020-12-16", "day", "day_first"),
    ("2020-12 16", "2020-12-16", "day", "day_last"),
    ("12-16 2020", "2020-12-16", "day", "year_last"),
    ("2020 12-16", "2020-12-16", "day", "year_first"),
    ("[20-11-27]", "2020-11-27", "day", "short_year"),
    ("[12-29]", "2025-12-29", "day", "month_day"),
    ("[11-21]", "2026-11-21", "day", "month_day"),
    ("[11-22]", "2026-11-22", "day", "month_day"),
    ("[11-23]", "2025-11-23", "day", "month_day"),
    ("[02-29]", "2024-02-29", "day", "month_day"),
    ("12月6日", "2025-12-06", "day", "month_day"),
    ("2024年5月", "2024-05", "month", "month"),
    ("2024-05", "2024-05", "month", "month"),
    ("二〇二四年五月", "2024-05", "month", "month"),
    ("1732000000", "2024-11-19 15:06:40", "second", "epoch"),
    ("1732000000123", "2024-11-19 15:06:40", "second", "epoch"),
    ("10分钟前", "2026-11-21 07:50", "minute", "ago"),
    ("9小时前", "2026-11-20", "day", "ago"),
    ("两天前", "2026-11-19", "day", "ago"),
    ("一周前", "2026-11-14", "day", "ago"),
    ("昨天 23:10", "2026-11-20 23:10", "minute", "near"),
    ("刚刚", "2026-11-21 08:00", "minute", "near"),
]

NO_DATE = [
    "",
    "   ",
    "2023年2月29日",
    "2024-02-30",
    "2024-13-01",
    "[02-30]",
    "5.10",
    "3.7",
    "1/26",
    "第12/26页",
    "2024年",
    "192.168.2024.1.2",
    "版本2024.5.10.3",
    "13800138000",
    "浏览次数：20191203",
    "电话：0771-5863258",
    "9999999999",
    "今天是个好日子",
    "几天前",
    "[30-11-27]",
    "1854年11月27日",
]

_FORMS = {
    Precision.SECOND: "%Y-%m-%d %H:%M:%S",
    Precision.MINUTE: "%Y-%m-%d %H:%M",
    Precision.DAY: "%Y-%m-%d",
    Precision.MONTH: "%Y-%m",
}


@pytest.mark.parametrize(("text", "written", "precision", "rule"), STATED)
def test_a_stated_date_is_read_with_its_precision_and_rule(
    text: str, written: str, precision: str, rule: str
) -> None:
    stamp = parse_stamp(text, NOW)
    assert stamp is not None
    assert stamp.at.astimezone(BEIJING).strftime(_FORMS[stamp.precision]) == written
    assert (stamp.precision.value, stamp.rule) == (precision, rule)


@pytest.mark.parametrize("text", NO_DATE)
def test_what_states_no_date_gives_none(text: str) -> None:
    assert parse_stamp(text, NOW) is None


def test_running_text_gives_every_full_date_in_its_order() -> None:
    found = find_stamps("自2024年5月1日起，至二〇二五年六月三十日止；[12-29]不算。", NOW)
    assert [str(stamp.day) for _, _, stamp in found] == ["2024-05-01", "2025-06-30"]


@given(st.text(alphabet="0123456789-/.年月日时分:[]() 一二三十〇前天TZ"))
def test_any_text_is_a_date_or_none_and_never_an_error(text: str) -> None:
    stamp = parse_stamp(text, NOW)
    assert stamp is None or stamp.at.tzinfo is not None


@given(st.dates(min_value=datetime(1991, 1, 1).date(), max_value=NOW.date()))  # noqa: DTZ001
def test_a_written_day_comes_back_whatever_the_form(day) -> None:  # type: ignore[no-untyped-def]
    for form in ("%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d", "%Y.%m.%d", "%d %Y-%m", "%Y%m%d"):
        stamp = parse_stamp(day.strftime(form), NOW)
        assert stamp is not None
        assert stamp.day == day
