"""The visible text line by line, the hidden text apart, and tables with their spans filled."""

from core.facts import Grid
from extract.tree import grow
from extract.words import read_grids, read_hidden, read_words


def lines(html: str) -> list[str]:
    return read_words(grow(html)).text.split("\n")


def test_blocks_stand_on_lines_of_their_own_and_inline_marks_do_not_split_a_word() -> None:
    html = "<p>临<b>山</b><span>市</span>\n 通知</p><div>公告<br>二</div><script>无</script><style>x</style>"
    assert lines(html) == ["临山市 通知", "公告", "二"]


def test_two_links_side_by_side_are_two_words_but_a_link_inside_a_sentence_is_not() -> None:
    assert lines("<p><a href=a>首页</a><a href=b>概况</a></p>") == ["首页 概况"]
    assert lines("<p>根据<a href=a>《办法》</a>规定</p>") == ["根据《办法》规定"]


def test_offsets_cut_the_text_of_any_row() -> None:
    tree = grow("<div id=a><p>一</p><p>二</p></div><div id=b>三</div>")
    words = read_words(tree)
    rows = {tree.attribute(row, "id"): row for row in range(len(tree.tags))}
    assert words.of(tree, rows["a"]) == "一\n二"
    assert words.of(tree, rows["b"]) == "三"


def test_what_no_reader_sees_is_kept_with_its_place_if_it_could_tell_something() -> None:
    html = (
        "<p><!-- 张三 --><!-- x --><img alt='图示'><input type=hidden value='13800001111'>"
        "<script>var a = '李四', b = \"abc\";</script><a title='题名'>t</a><input placeholder='请输入'>"
    )
    assert [(one.place, one.text) for one in read_hidden(grow(html), read_words(grow(html)))] == [
        ("comment", "张三"),
        ("img[alt]", "图示"),
        ("input[hidden]", "13800001111"),
        ("script", "李四"),
        ("a[title]", "题名"),
        ("input[placeholder]", "请输入"),
    ]


def test_spans_of_a_table_are_filled_and_a_layout_table_is_no_grid() -> None:
    html = (
        "<table><tr><td>外<table><tr><th rowspan=2>姓名</th><th colspan=2>证件</th></tr>"
        "<tr><td>类</td><td>号</td></tr><tr><td>甲</td><td>x</td></tr></table></td></tr></table>"
    )
    tree = grow(html)
    assert read_grids(tree, read_words(tree)) == (
        Grid("table 2", (("姓名", "证件", "证件"), ("姓名", "类", "号"), ("甲", "x", ""))),
    )
