"""A file as grids of cells: xlsx, xls and ods through a child process, csv and HTML tables here."""

import csv
import io
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from registry.preview import SheetError

Cell = str | float | bool | datetime
MAX_BYTES = 50 * 1024 * 1024
MAX_ROWS = 100_000
MEMORY = 1 << 30
SECONDS = 90
_MAX_LINES = 20  # in one cell of a csv; more means that a quote was never closed
_CHILD = Path(__file__).with_name("workbook.py")
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. Rows with their numbers as Excel counts them; merged cells filled."""

    name: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def read_grids(path: Path) -> tuple[Grid, ...]:
    """Every visible sheet of a file. Raises SheetError with one Chinese sentence."""
    head = _head(path)
    if head.startswith(_ZIP) or head.startswith(_OLE):
        return tuple(_from_workbook(path))
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SheetError(f"“{path.name}”不是表格文件。可导入 .xlsx、.xls 或 .csv。")
    text = _decoded(path)
    if text.lstrip()[:200].lower().startswith(("<html", "<!doctype", "<table", "<?xml", "<meta")):
        raise SheetError(
            f"“{path.name}”实际是网页格式，不是 Excel 工作簿。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"
        )
    return (Grid("", tuple(_from_csv(text, path.name))),)


def _head(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise SheetError(f"“{path}”是文件夹，请指定一个 .xlsx、.xls 或 .csv 文件。")
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
    except FileNotFoundError as missing:
        raise SheetError(f"找不到文件“{path}”，请检查路径。") from missing
    except OSError as wrong:
        raise SheetError(f"读不了文件“{path}”：{wrong.strerror or wrong}。") from wrong
    if size > MAX_BYTES:
        raise SheetError(f"“{path.name}”有 {size // 1024 // 1024} MB，超过 50 MB，不像是名录。")
    if not head.strip():
        raise SheetError(f"“{path.name}”是空文件。")
    return head


def _from_workbook(path: Path) -> Iterator[Grid]:
    try:
        child = subprocess.run(  # noqa: S603 - our own file, our own interpreter
            [sys.executable, "-P", str(_CHILD), str(path), str(MEMORY), str(int(SECONDS) or 1)],
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise SheetError(f"“{path.name}”读了 {SECONDS} 秒仍未读完，已放弃。") from late
    if child.returncode:
        raise SheetError(
            f"“{path.name}”无法在限定的内存和时间内读完，可能在很远的单元格里有内容，或文件已损坏。"
            "请把要导入的行复制到一个新工作簿再试。"
        )
    told = json.loads(child.stdout)
    if error := told.get("error"):
        raise SheetError(_sentence(path.name, error, told.get("detail", "")))
    for sheet in told["sheets"]:
        if large := sheet.get("too_large"):
            raise SheetError(
                f"“{path.name}”的工作表“{sheet['name']}”有 {large[0]} 行 {large[1]} 列，不像是名录。"
                "请删去多余的行列后再试。"
            )
        rows = _filled([[_cell(v) for v in row] for row in sheet["rows"]], sheet["merged"])
        yield Grid(sheet["name"], tuple(enumerate(map(tuple, rows), sheet["first_row"])))


def _sentence(name: str, error: str, detail: str) -> str:
    if error == "password":
        return f"“{name}”设有密码，请先去掉密码再导入。"
    return f"“{name}”打不开，文件已损坏或不是 Excel 工作簿（{detail}）。"


def _cell(value: Any) -> Cell:
    if isinstance(value, dict):
        try:
            return datetime.fromisoformat(value["date"])
        except ValueError:
            return str(value["date"])
    return value if isinstance(value, str | float | bool) else float(value)


def _filled(rows: list[list[Cell]], merged: Sequence[Sequence[int]]) -> list[list[Cell]]:
    """The text of a merged cell stands in its first cell only; here it stands in all of them."""
    for top, left, bottom, right in merged:
        if top < 0 or left < 0 or top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        for row in rows[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = value
    return rows


def _decoded(path: Path) -> str:
    body = path.read_bytes()
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")  # what Excel calls “Unicode 文本”
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return body.decode("gb18030")
    except UnicodeDecodeError as wrong:
        raise SheetError(
            f"“{path.name}”的文字编码无法识别，请用 Excel 或 WPS 另存为 .xlsx 再导入。"
        ) from wrong


def _from_csv(text: str, name: str) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    text = text.replace("\0", "")
    head = "\n".join(text.splitlines()[:20])
    delimiter = Counter({mark: head.count(mark) for mark in ("\t", ",", ";")}).most_common(1)[0][0]
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, row in enumerate(lines, 1):
            if number > MAX_ROWS:
                raise SheetError(f"“{name}”超过 {MAX_ROWS} 行，不像是名录。")
            if any(cell.count("\n") > _MAX_LINES for cell in row):
                raise SheetError(
                    f"“{name}”第 {lines.line_num} 行之前有不成对的英文引号，后面的行会被吞掉。"
                    "请改正引号，或另存为 .xlsx 再导入。"
                )
            yield number, tuple(row)
    except csv.Error as wrong:
        raise SheetError(f"“{name}”第 {lines.line_num} 行的 CSV 格式有误：{wrong}。") from wrong
