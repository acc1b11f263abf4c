"""Real files, written by the test that reads them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

WriteXlsx = Callable[..., Path]


@pytest.fixture
def xlsx(tmp_path: Path) -> WriteXlsx:
    """Write rows to a workbook; `merge` holds (first row, first column, last row, last column)."""

    def write(
        *sheets: Sequence[Sequence[Any]],
        names: Sequence[str] = (),
        merge: Sequence[tuple[int, int, int, int]] = (),
        file: str = "名录.xlsx",
    ) -> Path:
        path = tmp_path / file
        with xlsxwriter.Workbook(str(path), {"strings_to_urls": False}) as book:
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            for place, rows in enumerate(sheets):
                sheet = book.add_worksheet(names[place] if place < len(names) else None)
                for r, row in enumerate(rows):
                    for c, value in enumerate(row):
                        if isinstance(value, date | datetime):
                            sheet.write_datetime(r, c, value, day)
                        elif value not in ("", None):
                            sheet.write(r, c, value)
                for r1, c1, r2, c2 in merge:
                    sheet.merge_range(r1, c1, r2, c2, rows[r1][c1])
        return path

    return write


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str, encoding: str = "utf-8", file: str = "名录.csv") -> Path:
        path = tmp_path / file
        path.write_bytes(text.encode(encoding))
        return path

    return write
