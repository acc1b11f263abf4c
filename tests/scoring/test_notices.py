"""The figures of five published notices, counted again. Where a notice is wrong, so it is shown.

大理州 2023Q2, 中山 2020Q2, 云南省 2020Q2, 临沧 2022Q1, 开封 2024Q1.
"""

from decimal import Decimal

import pytest

from core.rate import Rate, Rounding
from scoring.bands import band, bands

CUT = Rounding.TRUNCATE


@pytest.mark.parametrize(
    ("good", "all_", "decimals", "printed"),
    [
        (14, 14, 2, "100%"),  # 大理: sites
        (243, 243, 2, "100%"),  # 大理: accounts
        (293, 305, 1, "96.1%"),  # 云南: sites, 12 fail
        (297, 302, 1, "98.3%"),  # 云南: accounts, 5 fail
        (174, 177, 1, "98.3%"),  # 云南: WeChat
        (25, 26, 1, "96.2%"),  # 云南: Douyin
        (7, 8, 1, "87.5%"),  # 云南: Toutiao
        (72, 72, 1, "100%"),  # 云南: Weibo
        (8, 9, 2, "88.89%"),  # 临沧: sites
        (26, 38, 2, "68.42%"),  # 临沧: 专栏
        (225, 230, 2, "97.83%"),  # 临沧: accounts
        (109, 114, 2, "95.61%"),  # 临沧: messages, 5 overdue
        (34, 43, 0, "79%"),  # 开封: answered in a working day
        (5, 43, 1, "11.6%"),  # 开封: not in five
    ],
)
def test_a_rate_is_printed_as_the_notice_prints_it(good, all_, decimals, printed):
    assert Rate(good, all_, decimals).text == printed


def test_kaifeng_cut_its_rate_where_others_round():
    assert Rate(291, 294, 1, CUT).text == "98.9%"
    assert Rate(291, 294, 1).text == "99.0%"
    assert Rate(291, 294, 2).text == "98.98%"


def test_dali_printed_a_close_rate_that_its_own_numbers_do_not_give():
    assert Rate(95837, 102717, 2).text == "93.30%" != "94.37%"


def test_no_count_of_58_sites_gives_zhongshans_rate_but_three_rounds_do():
    assert all(Rate(n, 58, 1, mode).text != "92.5%" for n in range(59) for mode in Rounding)
    assert all(Rate(n, 94, 1, mode).text != "99.3%" for n in range(95) for mode in Rounding)
    assert Rate(161, 3 * 58, 1).text == "92.5%"
    assert Rate(280, 3 * 94, 1).text == "99.3%"


def test_kaifengs_annex_sums_to_ten_more_than_its_text():
    counties = [207, 112, 95, 77, 77, 67, 98, 69, 65, 10]
    used_by_counties = [145, 97, 69, 63, 60, 58, 54, 51, 29, 8]
    departments = [133, 124, 55, 50, 52, 36, 39, 55, 30, 38, 34, 29, 29, 27, 24, 23, 22,
                   21, 20, 34, 24, 19, 15, 12, 9, 9, 9, 8, 6, 4, 4, 4, 0]  # fmt: skip
    used_by_departments = [97, 82, 40, 33, 30, 25, 24, 23, 21, 20, 20, 17, 16, 16, 15, 14, 13,
                           12, 12, 11, 11, 11, 11, 8, 7, 6, 6, 3, 3, 3, 2, 1, 0]  # fmt: skip
    sent, used = sum(counties + departments), sum(used_by_counties + used_by_departments)
    assert (sent, used) == (1875, 1247)
    assert Rate(used, 1865, 1).text == "66.9%"
    assert Rate(used, sent, 1).text == "66.5%"


def test_kaifeng_praised_fifteen_and_listed_sixteen():
    wechat, weibo = 14, 2
    assert wechat + weibo == 16 != 15


def test_the_parts_of_each_notice_add_up_to_its_totals():
    assert 2 + 12 == 14  # 大理: sites
    assert 65 + 178 == 163 + 36 + 16 + 7 + 21 == 243  # 大理: accounts
    assert 72 + 177 + 9 + 26 + 8 + 10 == 302  # 云南: accounts
    assert 3 + 1 + 1 == 5  # 云南: failing accounts
    assert 29 + 0 + 21 + 1 + 7 + 10 + 28 + 1 + 14 + 3 == 114  # 临沧: messages
    assert 34 + 4 + 1 + 4 == 43  # 开封: answers


@pytest.mark.parametrize(
    ("score", "name"),
    [
        ("103", "超过100分"),
        ("100.5", "超过100分"),
        ("100", "90—100分"),
        ("94.4", "90—100分"),
        ("90", "90—100分"),
        ("89.9", "80—90分（不含）"),
        ("80", "80—90分（不含）"),
        ("67.5", "60—70分（不含）"),
        ("60", "60—70分（不含）"),
        ("58.5", "低于60分"),
    ],
)
def test_a_score_falls_into_yunnans_bands(score, name):
    assert band(Decimal(score)) == name


def test_yunnans_bands_leave_out_the_vetoed_and_sum_to_the_scored():
    counted = dict(zip((103, 95, 85, 75, 65, 58), (2, 9, 67, 51, 7, 1), strict=True))
    scores = [Decimal(score) for score, times in counted.items() for _ in range(times)]
    assert [times for _, times in bands(scores)] == [2, 9, 67, 51, 7, 1]
    assert len(scores) == 145 - 8


def test_dalis_scores_are_all_over_100_but_one():
    scores = ["95.5", "102", "101.5", "100.5", "101.4", "103", "109", "103.9", "103", "105",
              "107.5", "101.8", "105", "105.5"]  # fmt: skip
    counts = dict(bands(map(Decimal, scores)))
    assert (counts["超过100分"], counts["90—100分"], sum(counts.values())) == (13, 1, 14)
