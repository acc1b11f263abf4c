import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.wording import phrases, severe, suspect, words
from checks.wording.engine import read
from checks.wording.misprint import Tier
from checks.wording.normal import normalise

SURE = (Tier.SEVERE, Tier.CERTAIN, Tier.ADVICE)
PIECES = st.sampled_from(
    [
        "布署",
        "中华人民共合国",
        "\u00ad",
        "\u200b",
        "&nbsp;",
        "&#24067;",
        "１２",
        "　",
        "国 务 院 办 公",
        "http://a.test/布署",
        "。",
        "\n",
        "好",
        "“",
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_every_place_holds_the_wrong_word_and_none_overlap(text: str) -> None:
    found = read(text, tiers=SURE)
    for one in found:
        assert text[one.start : one.end] == one.wrong
        assert 0 <= one.score <= 1
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@settings(deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_what_is_left_after_normalising_leads_back_to_where_it_stood(text: str) -> None:
    normal = normalise(text)
    places = [normal.origin(at, at + 1) for at in range(len(normal.text))]
    assert places == sorted(places)
    for at, (start, end) in enumerate(places):
        assert 0 <= start < end <= len(text)
        if "\u4e00" <= normal.text[at] <= "\u9fff" and text[start] != "&":
            assert text[start] == normal.text[at]


def test_an_entity_is_reported_as_it_was_written() -> None:
    (one,) = read("认真&#24067;署工作", tiers=SURE)
    assert one.wrong == "&#24067;署"


@pytest.mark.parametrize(
    "unit",
    ["的", "“", "《", "国 ", "&#", "布署", "中华人民共合国", "截止", "1,", "和和", "http://"],
)
def test_a_page_of_one_thing_over_and_over_ends_in_time(unit: str) -> None:
    read("预热", tiers=SURE)
    text = unit * (100_000 // len(unit))
    start = time.process_time()
    read(text, tiers=SURE)
    assert time.process_time() - start < 20


def test_every_phrase_finds_its_example_and_leaves_its_counter_example() -> None:
    ready = severe.load()
    _, listed = phrases.parse(severe._file("phrases.tsv"))
    assert len({one.id for one in listed}) == len(listed)
    for one in listed:
        assert ready.find(f"有关{one.example}。"), one
        assert not ready.find(f"有关{one.counter}。"), one
        assert one.kind
        assert one.basis
        assert one.severity in ("fail", "review", "advice")


@pytest.mark.parametrize("name", ["words.tsv", "terms.tsv"])
def test_every_listed_word_is_found_and_what_it_should_be_is_not(name: str) -> None:
    listed = words.load(name)
    assert len({one.id for one in listed.listed}) == len(listed.listed)
    for one in listed.listed:
        assert any(word is one for *_, word in listed.find(f"，{one.wrong}。")), one
        if one.counter:
            assert not list(listed.find(f"，{one.counter}。")), one
        for before in one.not_after:
            assert not any(word is one for *_, word in listed.find(before + one.wrong)), one
        for after in one.not_before:
            assert not any(word is one for *_, word in listed.find(one.wrong + after)), one


@pytest.mark.parametrize(
    "text",
    [
        "黑瞎子岛旅游",
        "行政院校毕业生",
        "深入学习总书记重要讲话",
        "以经济建设为中心",
        "既使用现金又使用刷卡",
        "安全生产水平、食品安全水平、环境保护水质",
        "科学发展规划和城乡规划发展",
        "召开人民代表大会会议、常务委员会会议",
        "中国共产党党员、中国人民解放军军人、人民武装部部长",
        "人力资源社会保障部、住房城乡建设部",
        "我国经济和社会发展",
        "党的十二大、党的十八大、党的二十大",
        "社会主义法制建设",
        "自己经营、目的的确立、意味着作为",
        "乡人民政府、向人民政府申请、由市人民政府",
        "本项目按装配式建筑标准",
        "国内外形势主要特点",
    ],
)
def test_words_that_merely_meet_are_no_misprint(text: str) -> None:
    assert read(text, tiers={Tier.SEVERE, Tier.CERTAIN}) == ()


def test_the_version_of_file_and_model_stands_in_every_rule() -> None:
    text = "中华人民共合国。认真布署。请于3月5号前报送。加强安全生产工作的领到。"
    found = read(text)
    assert {one.tier for one in found} == set(Tier)
    assert all("@" in one.rule for one in found)
    (of_model,) = [one for one in found if one.tier is Tier.SUSPECTED]
    assert suspect.load(suspect.word_library()).version in of_model.rule


@pytest.mark.parametrize("parse", [words.parse, phrases.parse])
@pytest.mark.parametrize("text", ["", "没有版本\n", "# version 1\n只有一列\n"])
def test_a_broken_list_is_refused_with_its_line(parse, text) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=r"第\d+行"):
        parse(text)


def test_a_word_of_the_site_is_no_suspicion() -> None:
    text = "推进限上企业培育"
    at = text.index("限上")
    assert suspect.repeated(text, lambda pair: 3, at, at + 1)
    assert not suspect.repeated(text, lambda pair: 1, at, at + 1)
