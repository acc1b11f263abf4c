from datetime import date

import pytest

from config.fit import MisfitError
from config.holidays import read_holidays


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_a_table_as_excel_saves_it_is_read(tmp_path, encoding):
    path = tmp_path / "节假日.csv"
    text = "日期,类别\r\n2027-01-01,休\r\n2027/1/9,补班\r\n\r\n2027-02-08,班,春节\r\n"
    path.write_bytes(text.replace("补班", "班").encode(encoding))
    assert read_holidays(path) == {
        date(2027, 1, 1): False,
        date(2027, 1, 9): True,
        date(2027, 2, 8): True,
    }


@pytest.mark.parametrize("line", ["2027-13-01,休", "2027-01-01,也许", "2027-01-01", "元旦,休"])
def test_a_line_that_means_nothing_is_refused_by_its_number(tmp_path, line):
    path = tmp_path / "节假日.csv"
    path.write_text(f"日期,类别\n{line}\n", encoding="utf-8")
    with pytest.raises(MisfitError, match="第2行"):
        read_holidays(path)
