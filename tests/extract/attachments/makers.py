"""Documents made in the test: what offices publish, with a list of people in them."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter
from docx import Document

Rows = Sequence[Sequence[str]]


def xlsx(rows: Rows, name: str = "名单") -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return held.getvalue()


def docx(rows: Rows, heading: str = "临时救助名单") -> bytes:
    document = Document()
    document.add_heading(heading)
    document.add_paragraph("现将名单公示如下。")
    table = document.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def by_libreoffice(body: bytes, name: str, form: str, folder: Path) -> bytes:
    """Converted by LibreOffice; the test is skipped where there is none."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice 未安装，无法生成 doc、xls、pdf 样本")
    source = folder / name
    source.write_bytes(body)
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            str(folder),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return source.with_suffix(f".{form}").read_bytes()


def with_parts(body: bytes, parts: dict[str, str | bytes]) -> bytes:
    """A zip with files of these names added or replaced."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(held, "w") as new:
        for member in old.infolist():
            if member.filename not in parts:
                new.writestr(member, old.read(member))
        for name, inside in parts.items():
            new.writestr(name, inside)
    return held.getvalue()


def packed(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return held.getvalue()


def pdf(content: str, turn: int = 0) -> bytes:
    """One A4 page with these drawing operators; /F1 is Helvetica."""
    stream = content.encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate %d/Contents 4 0 R"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>" % turn,
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, inside in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, inside)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + (
        b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (table, len(body))
    )


def gbk_zip(name: str, body: bytes) -> bytes:
    """As old Chinese packers write it: GBK names and no flag that says so."""
    written = name.encode("gbk")
    stand_in = "x" * len(written)
    return packed({stand_in: body}).replace(stand_in.encode(), written)
