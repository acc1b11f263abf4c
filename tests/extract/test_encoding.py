"""Bytes to text: what the bytes say goes before what the page says of itself."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.encoding import decode

TEXT = "临山市人民政府办公室关于印发〇〇方案的通知"
HEAD = '<meta http-equiv="Content-Type" content="text/html; charset={}">'


@pytest.mark.parametrize(
    ("declared", "written", "encoding", "honest"),
    [
        ("utf-8", "utf-8", "utf-8", True),
        ("gb2312", "gb18030", "gb18030", True),
        ("gbk", "gbk", "gb18030", True),
        ("utf-8", "gb18030", "gb18030", False),
        ("gb2312", "utf-8", "utf-8", False),
        ("", "gb18030", "gb18030", True),
        ("", "utf-8", "utf-8", True),
    ],
)
def test_the_bytes_decide_and_a_false_declaration_is_told(
    declared: str, written: str, encoding: str, honest: bool
) -> None:
    text = (HEAD.format(declared) if declared else "") + TEXT
    got = decode(text.encode(written))
    assert (got.text, got.encoding, got.declared, got.honest) == (text, encoding, declared, honest)


def test_big5_is_read_only_where_it_is_declared() -> None:
    text = HEAD.format("big5") + "臨山市人民政府通知公告"
    assert decode(text.encode("big5")).text == text
    assert decode("臨山市人民政府".encode("big5")).encoding == "gb18030"


def test_the_header_speaks_where_the_page_is_silent() -> None:
    got = decode(TEXT.encode("gb18030"), "text/html; charset=GBK")
    assert (got.declared, got.honest) == ("gbk", True)
    assert not decode(TEXT.encode("gb18030"), "text/html; charset=utf-8").honest


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_byte_order_mark_settles_it(mark: bytes) -> None:
    names = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}  # fmt: skip
    got = decode(mark + TEXT.encode(names[mark]))
    assert got.text == TEXT


@pytest.mark.parametrize("cut", [1, 2])
def test_a_last_character_cut_in_two_is_forgiven(cut: int) -> None:
    got = decode(TEXT.encode()[:-cut])
    assert (got.encoding, got.text) == ("utf-8", TEXT[:-1])


def test_one_stray_byte_does_not_turn_a_utf8_page_into_noise() -> None:
    body = (HEAD.format("utf-8") + TEXT * 200).encode() + b"\xff" + TEXT.encode()
    got = decode(body)
    assert got.encoding == "utf-8"
    assert got.text.count("�") == 1


def test_plain_ascii_belies_no_declaration() -> None:
    assert decode(b'<meta charset="gb2312">hello').honest


@given(st.binary(max_size=300), st.text(max_size=20))
def test_any_bytes_under_any_header_become_text(body: bytes, header: str) -> None:
    assert isinstance(decode(body, header).text, str)
