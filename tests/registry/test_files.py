"""Files that are not what they seem: each is answered with a sentence, none takes the process down."""

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import xlsxwriter

from registry import grid
from registry.preview import SheetError
from registry.sheet import read_sheet

TABLE = "网站标识码,网站名称,首页网址\n9901000001,云澜市人民政府,http://www.yunlan.gov.test/\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_csv_is_read_in_every_encoding_and_with_every_mark(
    csv_file: Callable[..., Path], encoding: str, mark: str
) -> None:
    told = read_sheet(csv_file(TABLE.replace(",", mark), encoding), "sites")
    assert [one.name for one in told.subjects] == ["云澜市人民政府"]


def test_the_row_of_a_csv_is_counted_as_excel_shows_it(csv_file: Callable[..., Path]) -> None:
    text = TABLE + '\n9901000002,"两行的\n名字",http://a.gov.test/\n9901000003,丙,坏网址\n'
    told = read_sheet(csv_file(text), "sites")
    assert [one.name for one in told.subjects] == ["云澜市人民政府", "两行的 名字"]
    assert [one.row for one in told.refused] == [5]


def test_a_quote_that_never_ends_does_not_swallow_the_rest(csv_file: Callable[..., Path]) -> None:
    text = TABLE + '9901000002,"云澜,http://a.gov.test/\n' + TABLE * 30
    with pytest.raises(SheetError, match="不成对的英文引号"):
        read_sheet(csv_file(text), "sites")


def test_two_far_cells_do_not_take_the_process_down(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "网站标识码")
        sheet.write(1_048_575, 16_383, "远处")
    assert path.stat().st_size < 10_000
    with pytest.raises(SheetError, match="请把要导入的行复制到一个新工作簿"):
        read_sheet(path, "sites")


def test_a_sheet_of_too_many_columns_is_told(tmp_path: Path) -> None:
    path = tmp_path / "wide.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet().write_row(0, 0, ["列"] * 300)
    with pytest.raises(SheetError, match="1 行 300 列，不像是名录"):
        read_sheet(path, "sites")


def test_a_zip_bomb_ends_within_its_limits(
    tmp_path: Path, xlsx: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid, "MEMORY", 300_000_000)
    whole = xlsx([["网站标识码"]])
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != "xl/sharedStrings.xml":
                new.writestr(name, old.read(name))
        with new.open("xl/sharedStrings.xml", "w", force_zip64=True) as strings:
            strings.write(b'<?xml version="1.0"?><sst count="1"><si><t>')
            for _ in range(320):
                strings.write(b"A" * 1_000_000)
            strings.write(b"</t></si></sst>")
    assert path.stat().st_size < 3_000_000
    with pytest.raises(SheetError, match="无法在限定的内存和时间内读完"):
        read_sheet(path, "sites")


def test_a_reader_that_never_ends_is_stopped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, xlsx: Callable[..., Path]
) -> None:
    sleeper = tmp_path / "sleeper.py"
    sleeper.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(grid, "_CHILD", sleeper)
    monkeypatch.setattr(grid, "SECONDS", 0.5)
    with pytest.raises(SheetError, match="仍未读完，已放弃"):
        read_sheet(xlsx([["网站标识码"]]), "sites")


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        ("a.xlsx", b"", "是空文件"),
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 100, "文件已损坏或不是 Excel 工作簿"),
        (
            "a.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "文件已损坏或不是 Excel 工作簿",
        ),
        ("a.xlsx", b"%PDF-1.7\n\0\0", "不是表格文件"),
        ("a.xls", b"<html><table><tr><td>x", "实际是网页格式"),
        ("a.csv", b"\xff\xff\xff\xff", "文字编码无法识别"),
        ("a.csv", "今天天气很好".encode(), "没有找到政府网站的表头"),
    ],
)
def test_a_file_that_is_no_table_is_told_in_one_sentence(
    tmp_path: Path, name: str, body: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    with pytest.raises(SheetError, match=sentence):
        read_sheet(path, "sites")


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="找不到文件"):
        read_sheet(tmp_path / "none.xlsx", "sites")
    with pytest.raises(SheetError, match="是文件夹"):
        read_sheet(tmp_path, "sites")


def test_a_damaged_copy_at_any_byte_never_raises_anything_else(
    tmp_path: Path, xlsx: Callable[..., Path]
) -> None:
    whole = xlsx(
        [["网站标识码", "网站名称", "首页网址"], ["9901000001", "甲", "http://a.gov.test/"]]
    )
    body = whole.read_bytes()
    path = tmp_path / "cut.xlsx"
    for cut in range(10, len(body), len(body) // 8):
        path.write_bytes(
            body[:cut] + bytes(byte ^ 0x55 for byte in body[cut : cut + 20]) + body[cut + 20 :]
        )
        with suppress(SheetError):  # read or refused, and nothing else
            read_sheet(path, "sites")


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice to write an .xls with")
def test_an_old_xls_reads_like_the_xlsx_it_was_made_from(
    tmp_path: Path, xlsx: Callable[..., Path]
) -> None:
    head = ["主管单位", "网站标识码", "网站名称", "首页网址"]
    rows = [
        ["标题", "", "", ""],
        head,
        ["市教育局", 9901000002, "甲", "http://a.gov.test/"],
        ["", 9901000003, "乙", "http://b.gov.test/"],
    ]
    new = xlsx(rows, merge=[(0, 0, 0, 3), (2, 0, 3, 0)])
    home = f"-env:UserInstallation=file://{tmp_path}/soffice"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "xls", "--outdir", str(tmp_path), str(new)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    old = new.with_suffix(".xls")
    assert old.read_bytes().startswith(b"\xd0\xcf\x11\xe0")
    assert read_sheet(old, "sites") == read_sheet(new, "sites")
    assert len(read_sheet(old, "sites").subjects) == 2
