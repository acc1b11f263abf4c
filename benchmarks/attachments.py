"""Documents of every format: fields found and linked to the name, and what it costs.

    python benchmarks/attachments.py [--people 200] [--pictures]

A list of people of nobody alive (born 1900 to 1909) in each format; "linked" is a field that the leak engine
found with the name of its row. doc, xls, ods, odt and pdf are made by LibreOffice and left out without it.
--pictures needs the extra [ocr], Pillow and a Chinese font.
"""

import argparse
import io
import shutil
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "extract" / "attachments")]

import makers  # noqa: E402
from people import people  # noqa: E402

from checks.privacy.leak import LeakType, masked_name  # noqa: E402
from checks.privacy.scan import scan  # noqa: E402
from extract.attachments.read import read_document  # noqa: E402
from extract.attachments.reading import Limits, Reading  # noqa: E402

TODAY = date(2026, 11, 22)
FIELDS = {LeakType.ID: 2, LeakType.MOBILE: 3, LeakType.ADDR: 4, LeakType.BANK: 5}
NAMES = {
    LeakType.ID: "身份证",
    LeakType.MOBILE: "手机",
    LeakType.ADDR: "住址",
    LeakType.BANK: "账号",
}
FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"


def score(reading: Reading, rows: list[tuple[str, ...]]) -> dict[str, str]:
    """found/linked of each field, over all people."""
    leaks = [
        leak
        for _, part in reading.walk()
        for leak in scan(part.text, part.grids, part.hidden, today=TODAY)
    ]
    told = {}
    for kind, column in FIELDS.items():
        wanted = {row[column]: row[1] for row in rows[1:]}
        held = {
            v: leak
            for leak in leaks
            if leak.type is kind
            for v in wanted
            if leak.clear and leak.clear.is_(v)
        }
        linked = sum(
            masked_name(leak.linked_to) == masked_name(wanted[v]) for v, leak in held.items()
        )
        told[NAMES[kind]] = f"{len(held)}/{linked}"
    return told


def timed(body: bytes, name: str, limits: Limits) -> tuple[Reading, float]:
    """The reading and the median CPU seconds of five."""
    taken = []
    for _ in range(1 if limits.pictures else 5):  # a picture is read once a process
        begun = time.process_time()
        reading = read_document(body, name, limits=limits)
        taken.append(time.process_time() - begun)
    return reading, statistics.median(taken)


def pictures(rows: list[tuple[str, ...]]) -> dict[str, bytes]:
    """A dense A4 page of 30 people, clean and as bad scanners and phones leave it."""
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    edges = (60, 140, 270, 600, 820, 1250, 1590)
    page = Image.new("RGB", (1654, 2339), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 26)
    pen.text((550, 80), "临时救助名单", fill="black", font=ImageFont.truetype(FONT, 44))
    for number, row in enumerate(rows[:31]):
        y = 200 + 60 * number
        pen.line((edges[0], y, edges[-1], y), fill="black", width=2)
        for x, text in zip(edges, row[:6], strict=False):
            pen.text((x + 10, y + 12), text, fill="black", font=font)
    tilted = page.rotate(0.8, expand=True, fillcolor="white", resample=Image.BICUBIC)
    looks = {
        "图片 清晰": (page, 95),
        "图片 半幅": (page.resize((827, 1170), Image.LANCZOS), 90),
        "图片 歪斜模糊": (tilted.filter(ImageFilter.GaussianBlur(0.9)), 45),
        "图片 四成大小": (page.resize((662, 936), Image.LANCZOS), 60),
        "图片 无文字": (Image.effect_noise((1200, 800), 30).convert("RGB"), 90),
    }
    made = {}
    for name, (image, quality) in looks.items():
        held = io.BytesIO()
        image.save(held, "JPEG", quality=quality)
        made[name] = held.getvalue()
    return made


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=200)
    asked.add_argument("--pictures", action="store_true")
    asked = asked.parse_args()
    rows = people(asked.people)
    made = {"xlsx": makers.xlsx(rows), "docx": makers.docx(rows)}
    if shutil.which("soffice"):
        with tempfile.TemporaryDirectory() as folder:
            for source, form in (
                ("docx", "doc"),
                ("docx", "pdf"),
                ("docx", "odt"),
                ("xlsx", "xls"),
                ("xlsx", "ods"),
            ):
                made[form] = makers.by_libreoffice(
                    made[source], f"list.{source}", form, Path(folder)
                )
    for form, body in made.items():
        reading, seconds = timed(body, f"list.{form}", Limits())
        pages = {mark.place for mark in reading.marks} if form == "pdf" else set()
        speed = f"，{len(pages)}页，{len(pages) / seconds:.0f}页/CPU秒" if pages else ""
        print(f"{form}：{score(reading, rows)} {seconds * 1000:.1f} 毫秒{speed}")
    if asked.pictures:
        for name, body in pictures(rows).items():
            reading, seconds = timed(body, "a.jpg", Limits(pictures=True))
            print(f"{name}：{score(reading, rows[:31])} {seconds:.1f} CPU秒")


if __name__ == "__main__":
    main()
