from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.period import Period
from core.verdict import Entry
from registry.sheet import read_sheet
from tests.registry.making import AT, PORTAL, entering

HEAD = "标识码,名称,平台,指标编号,数量,分值,周期,依据\n"
Csv = Callable[..., Path]


def test_what_an_office_found_goes_in_with_its_period(csv_file: Csv) -> None:
    path = csv_file(
        HEAD
        + "9901000001,云澜市人民政府,,d-a1-3,2处,,2024Q1=2023-11-27..2024-02-25,数据为2022年\n"
        + ",云澜市人民政府,,V-S5-1,0,,2024Q2,查过\n"
    )
    told = read_sheet(path, "entries", entering=entering())
    assert told.refused == ()
    quarter = Period("2024Q1", date(2023, 11, 27), date(2024, 2, 25))
    first, second = told.entries
    assert first == Entry(PORTAL.key, "D-A1-3", 2, "张三", AT, "数据为2022年", None, "", quarter)
    assert (second.indicator, second.count) == ("V-S5-1", 0)
    assert told.accepted == 2


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ("9901000009,某县,,D-A1-3,1,,2024Q1,", "标识码", "名录里没有这个标识码"),
        (",某县,,D-A1-3,1,,2024Q1,", "名称", "名录里没有这个对象"),
        (",云澜发布,,D-A1-3,1,,2024Q1,", "名称", "有几个同名对象，请填标识码或平台类型"),
        (",云澜发布,微博,D-A1-3,1,,2024Q1,", "指标编号", "“概况信息过时”不适用于这个对象"),
        (",云澜市人民政府,,D-X,1,,2024Q1,", "指标编号", "指标集里没有这一行"),
        (",云澜市人民政府,,D-D2-1,1,,2024Q1,", "指标编号", "这一行由系统检查"),
        (",云澜市人民政府,,D-A1-3,有,,2024Q1,", "数量", "应填 0 或正整数"),
        (",云澜市人民政府,,D-A1-3,,,2024Q1,", "数量", "应填 0 或正整数"),
        (",云澜市人民政府,,D-A1-3,1,,春天,", "周期", "看不懂周期"),
        (",云澜市人民政府,,D-A1-3,1,3.1,2024Q1,", "分值", "超过这一行的最高分值 3"),
        (",云澜市人民政府,,D-A1-3,0,1,2024Q1,", "分值", "没有发现问题"),
        (",云澜市人民政府,,V-S5-1,1,1,2024Q1,", "分值", "这一行不计分值"),
        (",云澜市人民政府,,D-A1-3,1,NaN,2024Q1,", "分值", "不是分值"),
    ],
)
def test_a_row_that_fits_nothing_is_refused_with_its_reason(
    csv_file: Csv, line: str, column: str, reason: str
) -> None:
    told = read_sheet(csv_file(HEAD + line + "\n"), "entries", entering=entering())
    assert told.entries == ()
    (refused,) = told.refused
    assert (refused.row, refused.column) == (2, column)
    assert refused.reason.startswith(reason)


def test_the_full_points_of_a_row_go_in_and_a_repeated_row_does_not(csv_file: Csv) -> None:
    line = ",云澜市人民政府,,D-A1-3,1,3,2024Q1,\n"
    told = read_sheet(csv_file(HEAD + line + line), "entries", entering=entering())
    assert [one.points for one in told.entries] == [Decimal(3)]
    assert [(one.row, one.reason) for one in told.refused] == [(3, "与第2行重复")]
