"""What the engine promises: places, counts, silence about clear values, tables that testify."""

import pickle
import time
import traceback
from datetime import date

import pytest

from checks.privacy.grade import exposure, level_of, person_keys
from checks.privacy.leak import Clear, LeakType, Severity, masked
from checks.privacy.numbers import Id, check_digit, is_card, is_uscc, judge_id
from checks.privacy.regions import regions
from checks.privacy.scan import scan
from core.codec import encode
from core.exposure import Level
from core.facts import Grid, HiddenText

TODAY = date(2026, 3, 31)
ID = "532901190601010011"


def only(text, grids=(), hidden=()):
    (leak,) = scan(text, grids, hidden, today=TODAY)
    return leak


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        (f"杨样例，身份证号：{ID}。", ID),
        ("身份证号：532901\u200b19060101\u200b0011。", "532901\u200b19060101\u200b0011"),
        (
            "\ufeff身份证号：５３２９０１１９０６０１０１００１１",
            "５３２９０１１９０６０１０１００１１",
        ),
        ("&#26446;身份证号：&#53;32901190601010011", "&#53;32901190601010011"),
        ("身份证号：5329011906\r\n01010011 余下", "5329011906\r\n01010011"),
    ],
)
def test_places_count_characters_of_the_text_that_was_given(text, raw):
    leak = only(text)
    assert text[leak.start : leak.end] == raw
    assert leak.clear.is_(ID)


def test_one_value_that_stands_twice_is_one_leak_with_a_count():
    leak = only(f"杨样例{ID}，复核人：略，杨样例{ID}")
    assert leak.count == 2


def test_a_clear_value_shows_itself_nowhere():
    leak = only(f"杨样例，身份证号：{ID}。")
    assert ID not in repr(leak) + str(leak.clear) + f"{leak.clear!r}" + leak.masked
    with pytest.raises(TypeError):
        pickle.dumps(leak.clear)
    with pytest.raises(TypeError):
        encode(leak.clear)
    assert ID not in "".join(traceback.format_exception(ValueError(leak)))


def test_a_keyed_digest_knows_the_same_person_again_and_only_under_the_same_key():
    one, again = Clear(ID), Clear(ID)
    assert one.mac(b"a key outside the database") == again.mac(b"a key outside the database")
    assert one.mac(b"a key outside the database") != one.mac(b"another key")
    assert one.mac(b"a key outside the database") != Clear(ID[:-1] + "2").mac(
        b"a key outside the database"
    )


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (LeakType.ID, ID, "53**************11"),
        (LeakType.MOBILE, "13800001234", "138****1234"),
        (LeakType.BANK, "6228480000000000117", "6228*************17"),
        (LeakType.ADDR, "大理市银桥镇样例村3组12号", "大理市****"),
        (LeakType.EMAIL, "demo@example.com", "d***@example.com"),
        (LeakType.MEDICAL, "肺结核", "肺**"),
        (LeakType.WEAKMASK, "53290119060101****", "532901************"),
    ],
)
def test_masks_keep_what_an_official_needs_and_no_more(kind, value, shown):
    assert masked(kind, value) == shown


def test_a_column_of_business_numbers_is_silent_though_one_passes_the_check_digit():
    day = "5329012024"
    rows = [["流水号", "金额"]]
    for n in range(200):
        body = f"{day}0513{n:03}"
        rows.append([body + (check_digit(body) if n % 11 == 0 else "0"), "100"])
    assert scan("", (Grid("table 1", tuple(map(tuple, rows))),), today=TODAY) == ()


def test_a_bare_list_of_business_numbers_is_silent_in_running_text_too():
    bodies = [f"53290120240513{n:03}" for n in range(100)]
    lines = [b + (check_digit(b) if n % 11 == 0 else "0") for n, b in enumerate(bodies)]
    assert scan("\n".join(lines), today=TODAY) == ()
    (lone,) = scan(bodies[0] + check_digit(bodies[0]), today=TODAY)
    assert lone.severity is Severity.SUSPECT


def test_a_column_without_a_telling_header_that_always_passes_is_identity_numbers():
    rows = [("编号", "备注")]
    for n in range(8):
        body = f"53290119060101{n + 1:03}"
        rows.append((body + check_digit(body), "略"))
    found = scan("", (Grid("table 1", tuple(rows)),), today=TODAY)
    assert len(found) == 8
    assert {leak.severity for leak in found} == {Severity.CRITICAL}


def test_a_row_ties_its_numbers_to_its_name():
    rows = (
        ("姓名", "身份证号", "一卡通账号"),
        ("杨样例", ID, "02011900000111110012"),
    )
    found = scan("", (Grid("表1", rows),), today=TODAY)
    assert {(leak.type, leak.linked_to, leak.locator) for leak in found} == {
        (LeakType.ID, "杨样例", "表1 第2行第2列"),
        (LeakType.BANK, "杨样例", "表1 第2行第3列"),
    }
    assert {leak.severity for leak in found if leak.type is LeakType.BANK} == {Severity.CRITICAL}


def test_a_column_that_no_reader_sees_is_a_hidden_place_and_still_tied_to_the_name():
    rows = (("姓名", "身份证号", "金额"), ("杨样例", ID, "100"))
    leak = only("姓名\t金额\n杨样例\t100", (Grid("表1", rows, (), (1,)),))
    assert leak.hidden
    assert leak.linked_to == "杨样例"
    assert leak.start == -1


def test_what_a_table_rules_out_running_text_does_not_bring_back():
    rows = (("姓名", "准考证号"), ("杨样例", "15329010123"), ("李示范", "15329010124"))
    text = "姓名\n准考证号\n杨样例\n15329010123\n李示范\n15329010124"
    assert scan(text, (Grid("表1", rows),), today=TODAY) == ()


def test_a_mask_on_the_page_and_the_clear_number_in_an_attribute():
    leak = only("532901********0011", hidden=(HiddenText("td[title]", ID),))
    assert leak.hidden
    assert leak.locator == "td[title]"


@pytest.mark.parametrize(
    ("birth", "left"), [("", None), ("1906", 33), ("1906年1月", 3), ("1906年1月1日", 1)]
)
def test_a_mask_is_as_weak_as_the_birth_beside_it(birth, left):
    rows = (("姓名", "出生年月", "身份证号"), ("杨样例", birth, "532901********0011"))
    found = scan("", (Grid("表1", rows),), today=TODAY)
    if left is None:
        assert found == ()
    else:
        assert abs(found[0].candidates - left) <= 1


def test_the_dead_and_the_unborn():
    assert judge_id("532901190001010017"[:17] + check_digit("53290119000101001"), TODAY) is Id.RIGHT
    body = "53290120260401001"
    assert judge_id(body + check_digit(body), TODAY) is Id.NO  # tomorrow
    body = "53290120230229001"
    assert judge_id(body + check_digit(body), TODAY) is Id.NO  # no such day
    body = "53290119000229001"
    assert judge_id(body + check_digit(body), TODAY) is Id.NO  # 1900 was no leap year


def test_regions_hold_abolished_and_new_codes():
    assert {"532901", "110103", "330113", "330114", "441900", "830000"} <= regions()
    assert not {"111101", "990101", "530000"} & regions()
    assert 6_500 < len(regions()) < 7_000


def test_check_digits_of_others():
    assert is_card("6228480000000000117")
    assert not is_card("6228480000000000118")
    assert not is_card("2024051300001238")  # passes Luhn, no issuer
    assert not is_uscc("11532900015170123?")
    assert not is_uscc(ID)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1" * 200_000,
        "1 " * 100_000,
        "5329 0119 0601 0100 11 " * 5_000,
        "身份证号：" * 20_000,
        "*" * 100_000 + "1" * 17,
        "住" * 50_000,
        "患" * 50_000,
        "\u200b" * 100_000,
        "&#" * 50_000,
        "〇一二三四五六七八九" * 10_000,
        "姓名 电话\n" * 20_000,
        "a@" * 50_000,
        "\x00\ud800",
    ],
    ids=range(14),
)
def test_hostile_text_ends_soon(text):
    began = time.process_time()
    scan(text, today=TODAY)
    assert time.process_time() - began < 3


def test_ragged_and_empty_grids_are_read_without_a_crash():
    grids = (
        Grid("a", ()),
        Grid("b", ((),)),
        Grid("c", (("姓名", "身份证号"), ("杨样例",), ("李示范", ID, "x", "y"), ())),
    )
    assert only("", grids).linked_to == "李示范"


def people(n, more=()):
    rows = [("姓名", "身份证号", "银行账号")]
    for i in range(n):
        body = f"5329011906{i % 12 + 1:02}{i // 12 % 28 + 1:02}{i // 336 + 1:03}"
        rows.append((f"杨样{chr(0x4E00 + i)}", body + check_digit(body), *more))
    return (Grid("表1", tuple(rows)),)


def test_counting_items_people_and_fields():
    text = f"杨样例，身份证号：{ID}，电话13800001234。"
    told = exposure(scan(text, today=TODAY))
    assert (told.level, told.people, told.fields, told.keys) == (Level.MAJOR, 1, 2, ())


def test_people_are_told_apart_by_a_digest_that_the_key_alone_can_make():
    leaks = scan(f"杨样例，身份证号：{ID}，电话13800001234。", today=TODAY)
    first, second = person_keys(leaks, b"k" * 32)
    assert first == second == leaks[0].clear.mac(b"k" * 32)[:16]
    assert person_keys(leaks, b"j" * 32)[0] != first
    assert ID not in first


@pytest.mark.parametrize(
    ("text", "grids", "level"),
    [
        ("值班人员：张示例，值班手机：13800001234", (), Level.HINT),
        ("杨样例 身份证号：53290119060101****", (), Level.HINT),
        ("低保对象：杨样例，电话13800001234。", (), Level.MINOR),
        ("赵测试，身份证号：532923190307150221。", (), Level.MINOR),
        (f"杨样例，身份证号：{ID}。", (), Level.MAJOR),
        ("杨样例，家庭住址：大理市银桥镇样例村3组12号。", (), Level.MAJOR),
        ("患者李示范，女，45岁，确诊为肺结核。", (), Level.SEVERE),
        ("", people(49), Level.MAJOR),
        ("", people(50), Level.SEVERE),
        ("", people(4, ("6228480000000000117",)), Level.MAJOR),
        ("", people(499), Level.SEVERE),
        ("", people(500), Level.EXTREME),
    ],
)
def test_levels_at_their_edges(text, grids, level):
    assert level_of(scan(text, grids, today=TODAY)) is level


def test_a_hidden_place_or_a_vulnerable_group_raises_and_a_statutory_section_lowers():
    plain = scan(f"杨样例，身份证号：{ID}。", today=TODAY)
    hidden = scan("公示", hidden=(HiddenText("comment", f"杨样例 {ID}"),), today=TODAY)
    assert level_of(plain) is Level.MAJOR
    assert level_of(hidden) is Level.SEVERE
    assert level_of(plain, vulnerable=True) is Level.SEVERE
    assert level_of(plain, statutory=True) is Level.MINOR
    assert level_of(()) is None
