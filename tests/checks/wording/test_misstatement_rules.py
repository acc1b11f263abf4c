import pytest

from checks.wording import near, patterns, posts, series
from checks.wording.engine import read
from checks.wording.misprint import Tier


def suggested(text: str) -> list[str]:
    return [one.suggestion for one in read(text, tiers={Tier.SEVERE})]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("铸牢中华民族共同体意思教育", "铸牢中华民族共同体意识"),
        ("推动构建人类命运共体", "人类命运共同体"),
        ("贯彻总体国家安国全观", "总体国家安全观"),
        ("全面依法国治", "全面依法治国"),
        ("习近平新时代中国特色社会社会主义思想", "习近平新时代中国特色社会主义思想"),
        ("中央纪律监查委员会", "中央纪律检查委员会"),
    ],
)
def test_a_long_phrase_with_one_slip_is_found_whatever_the_slip(wrong: str, right: str) -> None:
    assert any(right in one or one in right for one in suggested(f"要{wrong}。"))


def test_a_slip_is_found_in_either_piece_and_where_they_meet() -> None:
    pieces = near.Pieces([("甲乙丙丁戊己", frozenset())])
    for text, how in [
        ("甲乙丙丁戊庚", "替字"),
        ("庚乙丙丁戊己", "替字"),
        ("甲乙丙戊己。", "漏字"),
        ("甲丙丁戊己。", "漏字"),
        ("甲乙丙丁庚戊己", "多字"),
        ("甲庚乙丙丁戊己", "多字"),
        ("甲乙丙丁己戊", "倒字"),
        ("乙甲丙丁戊己", "倒字"),
    ]:
        assert [found[3] for found in pieces.find(text)] == [how], text
    assert not list(pieces.find("甲乙丙丁戊己"))
    assert not list(pieces.find("甲乙丙丁"))
    assert not list(pieces.find("戊己"))


def test_places_that_a_shorter_phrase_answers_for_are_not_looked_at_twice() -> None:
    assert not list(near.Pieces([("甲乙丙丁戊己", frozenset(range(6)))]).find("甲乙丙丁戊庚"))


def test_every_rule_finds_its_example_and_leaves_its_counter_example() -> None:
    rules = patterns.load()
    assert len({one.id for one in rules.listed}) == len(rules.listed)
    for one in rules.listed:
        assert one.id in {rule.id for *_, rule in rules.find(f"，{one.example}。")}, one.id
        assert one.id not in {rule.id for *_, rule in rules.find(f"，{one.counter}。")}, one.id
        assert one.better
        assert one.basis


@pytest.mark.parametrize("row", ["", "没有版本\n", "# version 1\n只有一列\n"])
def test_a_broken_file_of_rules_is_refused_with_its_line(row: str) -> None:
    with pytest.raises(ValueError, match=r"第\d+行"):
        patterns.parse(row)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("增强政治意识、大局意识、中心意识、看齐意识", "核心意识"),
        ("党史、新中国史、改革开发史、社会主义发展史", "改革开放史"),
        ("增强政治意识、大局意识、核心意识、向前意识", "看齐意识"),
        ("创新、绿色、协调、开放、共享", "创新、协调、绿色、开放、共享"),
        ("自我净化、自我完善、自我革新、自我完善", "自我提高"),
        ("习近平、赵乐际、李强等领导同志", "习近平、李强、赵乐际"),
    ],
)
def test_a_stranger_or_another_order_in_a_series_is_found(text: str, right: str) -> None:
    assert right in suggested(text)


@pytest.mark.parametrize(
    "text",
    [
        "增强政治意识、大局意识、核心意识、看齐意识",
        "坚持道路自信、理论自信、制度自信",
        "建成富强民主文明和谐的国家。实现自由。发展法治、公正的环境",
        "统筹经济建设、政治建设、文化建设、社会建设，加快脱贫",
        "习近平、李强等领导同志",
    ],
)
def test_a_series_in_order_and_an_older_shorter_one_are_right(text: str) -> None:
    assert not list(series.load().find(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("国务院总理赵乐际", True),
        ("赵乐际总理", True),
        ("赵乐际委员长", False),
        ("时任国务院总理李克强", False),
        ("张李强总理一职", False),
        ("江泽民总书记李鹏总理", False),
    ],
)
def test_a_leader_beside_a_post_never_held_is_found(text: str, found: bool) -> None:
    assert bool(list(posts.load().find(text))) is found


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("《反国家分裂法》", ["反分裂国家法"]),
        ("《中华人民共和国民族地区自治法》", ["民族区域自治法"]),
        ("《反分裂国家法》《食品安全法》", []),
        ("《某市养犬管理办法》《太空法》", []),
    ],
)
def test_a_law_that_there_is_none_of_is_the_one_that_is_meant(text: str, right: list[str]) -> None:
    assert suggested(text) == right


@pytest.mark.parametrize(
    "text",
    [
        "中国人民解放军某部官兵",
        "人力资源社会保障局、住房城乡建委、规划自然资源局",
        "建设社会主义现代化强省",
        "加强党的全面领导和党的建设各项工作",
        "省委书记、省长，市委、市政府，市人大代表、市政协委员",
        "全国人大代表、全国政协主席、全国政协委员",
        "来自美国、日本、香港、台湾等国家和地区的客商",
        "深入学习党的十一届三中全会以后的历史",
        "弘扬爱国主义的教育，香港特别行政区居民",
        "数据中台交流合作，第一台独立型设备，新疆独山子",
        "中国共产党第二十次全国代表大会、第十四届全国人民代表大会",
    ],
)
def test_what_is_said_rightly_is_left_alone(text: str) -> None:
    assert suggested(text) == []
