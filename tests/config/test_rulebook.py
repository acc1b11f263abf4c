from decimal import Decimal

import pytest

from config.fit import MisfitError
from config.rulebook import find, load


def change(row, **keys):
    row.update(keys)


def drop(row, key):
    del row[key]


def test_a_sound_book_is_read_with_exact_decimals(write, book):
    read = load(write(book))
    assert read.indicators[1].points_each == Decimal("0.1")
    assert read.indicators[0].checks["homepage_stale"]["window_days"] == 14
    assert read.indicators[0].source == "某文件"


def test_deductions_speak_of_whom_the_head_says(write, book):
    assert load(write(book)).indicators[1].applies_to == ("portal",)
    book["set"]["scored"] = ["site"]
    assert load(write(book)).indicators[1].applies_to == ("site",)


HEAD_KEYS = [
    "id",
    "title",
    "source",
    "baseline",
    "pass_at",
    "bonus_at",
    "bonus_max",
    "scored",
    "waivable",
    "platform_groups",
]
ROW_KEYS = [
    "id", "kind", "title", "text", "clause", "applies_to", "platforms", "checks", "trips_at",
    "points_each", "cap", "item", "judged_by", "reads", "when_unseen", "codes", "confidence", "verified",
]  # fmt: skip


@pytest.mark.parametrize("key", ROW_KEYS)
def test_a_row_without_one_of_its_keys_is_refused_by_name(write, book, key):
    drop(book["indicator"][0], key)
    with pytest.raises(MisfitError, match="首页不更新" if key == "id" else f"V-1：缺少“{key}”"):
        load(write(book))


@pytest.mark.parametrize("key", ["id", "part", "title", "cap", "confidence", "verified"])
def test_an_item_without_one_of_its_keys_is_refused(write, book, key):
    drop(book["item"][0], key)
    with pytest.raises(MisfitError, match="没有编号" if key == "id" else f"D-A：缺少“{key}”"):
        load(write(book))


@pytest.mark.parametrize("key", HEAD_KEYS)
def test_a_head_without_one_of_its_keys_is_refused(write, book, key):
    drop(book["set"], key)
    with pytest.raises(MisfitError, match=f"缺少“{key}”"):
        load(write(book))


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"trip_at": 3}, "没有“trip_at”这一项（是不是“trips_at”？）"),
        ({"kind": "vet"}, "只能是 veto、deduction、bonus、problem、advice"),
        ({"judged_by": "nobody"}, "不能是“nobody”"),
        ({"trips_at": "3"}, "应为整数"),
        ({"trips_at": True}, "应为整数"),
        ({"trips_at": 0}, "至少为 1"),
        ({"verified": 1}, "应为true 或 false"),
        ({"applies_to": "site"}, "应为列表"),
        ({"applies_to": []}, "不适用于任何对象"),
        ({"applies_to": ["sites"]}, "“sites”无法识别（是不是“site”？）"),
        ({"platforms": ["weixin"]}, "“weixin”无法识别"),
        ({"codes": ["P99"]}, "“P99”无法识别"),
        ({"confidence": "X"}, "confidence 只能是"),
        ({"confidence": "QS"}, "confidence 只能是"),
        ({"checks": {}}, "必须列出检查项"),
        ({"checks": {"homepage_stale": 14}}, "应为表"),
        ({"judged_by": "person"}, "不能列检查项"),
        ({"points_each": 1, "cap": 1}, "其他指标应为 0"),
        ({"item": "D-A"}, "其他指标不写"),
        ({"text": 5}, "应为文字"),
    ],
)
def test_a_veto_that_cannot_be_meant_is_refused_by_row(write, book, keys, says):
    change(book["indicator"][0], **keys)
    with pytest.raises(MisfitError, match="V-1") as wrong:
        load(write(book))
    assert says in str(wrong.value)


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"item": "D-B"}, "所指的项“D-B”不存在"),
        ({"item": ""}, "写明所属的项"),
        ({"points_each": 0}, "应大于 0"),
        ({"points_each": -1}, "不能为负"),
        ({"cap": 3}, "超过了所属项的分值 2"),
        ({"applies_to": ["site"]}, "由 .set. 的 scored 规定"),
        ({"id": "V-1"}, "编号 V-1 重复"),
        ({"id": "D-A"}, "编号 D-A 重复"),
    ],
)
def test_a_deduction_that_cannot_be_meant_is_refused(write, book, keys, says):
    change(book["indicator"][1], **keys)
    with pytest.raises(MisfitError, match=says):
        load(write(book))


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"pass_at": 90}, "pass_at ≤ bonus_at"),
        ({"baseline": "100"}, "应为数字"),
        ({"waivable": ["办事服务"]}, "“办事服务”无法识别"),
        ({"scored": ["portals"]}, "是不是“portal”"),
        ({"platform_groups": {"甲": ["wechat"], "乙": ["wechat"]}}, "归入了不止一类"),
        ({"platform_groups": {"甲": ["qq"]}}, "“qq”无法识别"),
        ({"bonus_max": -1}, "不能为负"),
        ({"colour": "red"}, "没有“colour”这一项"),
    ],
)
def test_a_head_that_cannot_be_meant_is_refused(write, book, keys, says):
    change(book["set"], **keys)
    with pytest.raises(MisfitError, match=says):
        load(write(book))


def test_what_is_no_book_at_all_is_refused_in_words(tmp_path):
    path = tmp_path / "x.toml"
    path.write_text("[set\nid=", encoding="utf-8")
    with pytest.raises(MisfitError, match="不是合法的 TOML"):
        load(path)
    path.write_bytes("标题".encode("gbk"))
    with pytest.raises(MisfitError, match="UTF-8"):
        load(path)
    path.write_text("indicators = []", encoding="utf-8")
    with pytest.raises(MisfitError, match="是不是“indicator”"):
        load(path)
    path.write_text("indicator = 3\n[set]\nid='x'", encoding="utf-8")
    with pytest.raises(MisfitError, match="应写成"):
        load(path)
    with pytest.raises(MisfitError, match="读不到"):
        load(tmp_path / "none.toml")


def test_a_name_nobody_knows_is_answered_with_the_names_there_are(tmp_path):
    with pytest.raises(MisfitError, match=r"是不是“cn-2019”.*现有：.*watch"):
        find("cn-2018", (tmp_path,))


def test_a_folder_of_the_office_goes_before_ours(write, book, tmp_path):
    path = write(book, "watch")
    assert find("watch", (tmp_path,)) == path
    assert find("watch") != path
    assert find(str(path)) == path


def test_the_digest_is_of_what_is_said_not_of_how_it_is_written(write, book):
    first = load(write(book)).sha256
    path = write(book)
    path.write_text("# 注释\n" + path.read_text("utf-8"), encoding="utf-8")
    assert load(path).sha256 == first
    book["indicator"][0]["trips_at"] = 4
    assert load(write(book)).sha256 != first


LOCAL = {"set": {"id": "here", "title": "本地", "source": "本地文件", "extends": "small"}}


def local(write, book, **tables):
    write(book)
    return write({**LOCAL, **tables}, "here")


def test_a_local_book_inherits_adds_and_overrides(write, book):
    new = {**book["indicator"][0], "id": "L-1", "kind": "problem"}
    stricter = {"id": "V-1", "source": "某办发〔2024〕3号", "trips_at": 2}
    read = load(local(write, book, indicator=[new], override=[stricter]))
    rows = {row.id: row for row in read.indicators}
    assert read.id == "here"
    assert read.baseline == 100
    assert rows["V-1"].trips_at == 2
    assert rows["V-1"].source == "某办发〔2024〕3号"
    assert rows["L-1"].source == "本地文件"
    assert rows["D-A-1"].source == "某文件"


def test_an_item_can_be_worth_something_else_here(write, book):
    more = {"id": "D-A", "source": "某办发〔2024〕3号", "cap": 5}
    assert load(local(write, book, override=[more])).items[0].cap == 5


def test_an_override_without_a_document_is_refused(write, book):
    with pytest.raises(MisfitError, match="V-1：缺少“source”，改动须注明依据"):
        load(local(write, book, override=[{"id": "V-1", "trips_at": 2}]))


@pytest.mark.parametrize(
    "looser",
    [
        {"trips_at": 4},
        {"applies_to": ["portal"]},
        {"platforms": ["wechat"]},
        {"checks": {"homepage_stale": {"window_days": 15, "undated_is_stale": True}}},
        {"checks": {"homepage_stale": {"window_days": 14, "undated_is_stale": False}}},
        {"checks": {"homepage_stale": {"undated_is_stale": True}}},
        {"checks": {}},
        {"reads": "sample"},
        {"when_unseen": "clear"},
        {"judged_by": "person"},
        {"judged_by": "person_confirms"},
    ],
)
def test_a_looser_veto_is_refused(write, book, looser):
    key = next(iter(looser))
    with pytest.raises(MisfitError, match=f"V-1：单项否决只能从严，“{key}”放宽了"):
        load(local(write, book, override=[{"id": "V-1", "source": "x", **looser}]))


@pytest.mark.parametrize(
    "stricter",
    [
        {"trips_at": 1},
        {"applies_to": ["site", "section"]},
        {"checks": {"homepage_stale": {"window_days": 10, "undated_is_stale": True}}},
        {"checks": {"homepage_stale": {"window_days": 14, "undated_is_stale": True},
                    "column_empty": {"kinds": []}}},
        {"text": "另一种说法"},
    ],
)  # fmt: skip
def test_a_stricter_veto_is_taken(write, book, stricter):
    assert load(local(write, book, override=[{"id": "V-1", "source": "x", **stricter}]))


def test_an_override_of_nothing_is_refused(write, book):
    with pytest.raises(MisfitError, match="没有这一条（是不是“V-1”？）"):
        load(local(write, book, override=[{"id": "V-11", "source": "x"}]))
    with pytest.raises(MisfitError, match="不能改变指标类型"):
        load(local(write, book, override=[{"id": "V-1", "source": "x", "kind": "advice"}]))
    book["override"] = [{"id": "V-1", "source": "x"}]
    with pytest.raises(MisfitError, match="没有 extends"):
        load(write(book))


def test_a_row_of_the_book_below_cannot_be_written_twice(write, book):
    with pytest.raises(MisfitError, match="编号 V-1 重复"):
        load(local(write, book, indicator=[book["indicator"][0]]))


def test_books_that_extend_each_other_are_refused(write, book):
    book["set"]["extends"] = "here"
    with pytest.raises(MisfitError, match="extends 绕成了圈"):
        load(local(write, book))


def test_rows_of_a_kind_may_share_values_that_the_file_states_once(write, book):
    for key in ("reads", "when_unseen"):
        drop(book["indicator"][0], key)
    path = write(book)
    shared = '[shared.veto]\nreads = "sample"\nwhen_unseen = "open"\n'
    path.write_text(shared + path.read_text("utf-8"), encoding="utf-8")
    assert load(path).indicators[0].reads == "sample"
    path.write_text("[shared.vetos]\n" + path.read_text("utf-8"), encoding="utf-8")
    with pytest.raises(MisfitError, match="不是指标类型（是不是“veto”？）"):
        load(path)
