"""Forms that were met after the recognisers were written. The numbers are nobody's alive."""

import pytest

from checks.privacy.leak import LeakType
from tests.checks.privacy.marking import leaks_in

HEAD = "<table><tr><th>姓名</th><th>出生日期</th><th>公民身份号码</th></tr>"


@pytest.mark.parametrize(
    ("text", "kind", "span"),
    [
        ("残疾人证编号：532930 19050101 0016 43，发证日期2019年。", LeakType.ID, "532930 19050101 0016 43"),
        ("举报人普样稿 手机号码：1820000\n4455\n举报内容：噪声", LeakType.MOBILE, "1820000\n4455"),
        ("家庭住址：大理市太和街道样例花园7栋1单元502；租赁补贴。", LeakType.ADDR, "大理市太和街道样例花园7栋1单元502"),
        ("家庭住址：大理市太和街道样例花园7栋1单元502室；", LeakType.ADDR, "大理市太和街道样例花园7栋1单元502室"),
        ("外籍教师所持护照（Passport No.）为EA0000123；", LeakType.PASSPORT, "EA0000123"),
        ("当事人鲁代称驾驶其所有的云L0B579号小型轿车；救护车云L00120到场。", LeakType.PLATE, "云L0B579"),
    ],
)  # fmt: skip
def test_it_is_found_whole_and_alone(text: str, kind: LeakType, span: str) -> None:
    (leak,) = leaks_in(text, is_html=False)
    assert (leak.type, text[leak.start : leak.end]) == (kind, span)


def rows(*cells: tuple[str, str, str]) -> str:
    body = "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in cells)
    return f"{HEAD}{body}</table>"


def test_a_birth_date_beside_a_mask_leaves_one_number_whatever_its_check_digit() -> None:
    table = rows(
        ("杜范文", "1903-04-15", "532928********0114"),
        ("鲁代称", "1904-05-16", "532928********0223"),
    )
    told = [one for one in leaks_in(table, is_html=True) if one.type is LeakType.WEAKMASK]
    assert [one.candidates for one in told] == [1, 1]


def test_a_birth_that_contradicts_the_mask_is_not_its_own() -> None:
    table = rows(("杜范文", "1931-04-15", "53292819030415****"))
    assert [one.type for one in leaks_in(table, is_html=True)] == [LeakType.WEAKMASK]
    hidden = rows(("杜范文", "不详", "532928********0114"))
    assert not leaks_in(hidden, is_html=True)
