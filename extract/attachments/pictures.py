"""图片里的字: offline recognition by rapidocr (extra [ocr]); without it each picture is a trouble.

One thread: onnxruntime spins for work on all cores otherwise. Detection looks at a small copy first; where
it finds no text, nothing is recognised. The engine is loaded once a process, a picture read once.
"""

import logging
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import Any

from core.gap import GapReason
from extract.attachments.boxes import Piece, Table, lines_of, tables_of, text_of
from extract.attachments.draft import Draft
from extract.attachments.package import Package
from extract.attachments.reading import UnreadableError
from extract.attachments.repair import repaired

MISSING = "未识别图片文字：需要安装 pip install 'govpatrol[ocr]'"
OFF = "未识别图片文字：设置中没有打开"
_SIDE = 1280  # pixels of the longer side that detection looks at
_MOST_PIXELS = 60_000_000
_LEAST_WIDTH, _LEAST_HEIGHT = 60, 20  # an icon
_LEAST_BYTES = 8_000  # an inner picture below is an icon or a rule
_SURE = 0.5  # the engine's own score under which its words are left out
FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "MPO")


def read_picture(draft: Draft, body: bytes) -> None:
    """A picture file: its codes where those are asked for, else its words."""
    if draft.limits.codes:
        from extract.attachments.codes import read_codes  # a decoder that few files need

        read_codes(draft, body)
        return
    if not draft.limits.pictures:
        raise UnreadableError(OFF)
    look(draft, decoded(body), "图片")


def read_inner_pictures(draft: Draft, package: Package) -> None:
    """Pictures inside a document; one that is broken does not harm the text around it."""
    names = [
        name
        for name in package.names
        if ("/media/" in name or name.startswith("Pictures/")) and package.size(name) > _LEAST_BYTES
    ]
    if names and not draft.limits.pictures:
        draft.trouble(GapReason.UNREADABLE, OFF, f"文内图片{len(names)}张")
        return
    for name in names[: draft.limits.most_pictures]:
        place = f"图片（{name.rpartition('/')[2]}）"
        try:
            look(draft, decoded(package.read(name)), place)
        except UnreadableError as wrong:
            draft.trouble(wrong.reason, str(wrong), place)
    if len(names) > draft.limits.most_pictures:
        draft.trouble(
            GapReason.BUDGET,
            f"共{len(names)}张图片，只识别了{draft.limits.most_pictures}张",
            "图片",
        )


def look(draft: Draft, picture: Any, place: str) -> None:
    """Words and tables of a picture (an array of pixels) into the draft."""
    if picture is None:
        return
    pieces = _seen(_Picture(picture))
    if not pieces:
        return
    high, wide = picture.shape[:2]
    draft.mark(place)
    tables, lines = tables_of(lines_of(pieces))
    blocks: list[tuple[float, Table | Any]] = [(t.y0, t) for t in tables]
    blocks += [(line.box[1], line) for line in lines]
    for _, block in sorted(blocks, key=lambda b: b[0]):
        if isinstance(block, Table):
            draft.table(f"{place}表{draft.next_table()}", block.rows)
        else:
            x0, y0, x1, y1 = block.box
            share = (x0 / wide, y0 / high, x1 / wide, y1 / high)
            left, top, right, bottom = (round(min(max(v, 0.0), 1.0), 3) for v in share)
            draft.mark(place, (left, top, right, bottom))
            draft.line(text_of(block.pieces))


def decoded(body: bytes) -> Any:
    """Pixels as an array (height, width, 3) in BGR; None for an icon. UnreadableError otherwise."""
    try:
        import numpy
        from PIL import Image
    except ImportError as missing:
        raise UnreadableError(MISSING) from missing
    try:
        with Image.open(BytesIO(body), formats=FORMATS) as image:
            wide, high = image.size
            if wide < _LEAST_WIDTH or high < _LEAST_HEIGHT:
                return None
            if wide * high > _MOST_PIXELS:
                raise UnreadableError("图片过大", GapReason.TOO_LARGE)
            pixels = numpy.asarray(image.convert("RGB"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as wrong:
        raise UnreadableError("图片已损坏") from wrong
    return numpy.ascontiguousarray(pixels[:, :, ::-1])


def pixels(page: Any, scale: float) -> Any:
    """A page of a PDF as such an array."""
    try:
        import numpy
    except ImportError as missing:
        raise UnreadableError(MISSING) from missing
    return numpy.ascontiguousarray(page.render(scale=scale).to_numpy()[:, :, :3])


class _Picture:
    """Pixels under the hash of what they show, so that a repeated picture is read once."""

    def __init__(self, pixels: Any) -> None:
        self.pixels = pixels
        self._key = sha256(pixels.tobytes()).digest() + str(pixels.shape).encode()

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Picture) and self._key == other._key


@lru_cache(maxsize=64)
def _seen(picture: _Picture) -> tuple[Piece, ...]:
    result = _engine()(picture.pixels, use_det=True, use_cls=False, use_rec=True)
    if result.boxes is None or result.txts is None:
        return ()
    tilt = _tilt(result.boxes)
    pieces = []
    for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        if score >= _SURE and text.strip():
            level = [(x, y - tilt * x) for x, y in corners]
            xs, ys = [float(x) for x, _ in level], [float(y) for _, y in level]
            pieces.append(Piece(repaired(text.strip()), min(xs), min(ys), max(xs), max(ys)))
    return tuple(pieces)


def _tilt(boxes: Any) -> float:
    """Rise over run of the lines of a page that lay askew in the scanner."""
    slopes = []
    for corners in boxes:
        (x0, y0), (x1, y1) = corners[0], corners[1]
        if x1 - x0 > 100:  # noqa: PLR2004 - pixels; a short word tells no direction
            slopes.append(float((y1 - y0) / (x1 - x0)))
    slopes.sort()
    return slopes[len(slopes) // 2] if slopes else 0.0


@lru_cache(maxsize=1)
def _engine() -> Any:
    try:
        from rapidocr import RapidOCR
    except (ImportError, OSError) as missing:
        raise UnreadableError(MISSING) from missing
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_cls": False,
            "Global.max_side_len": 4000,
            "Det.limit_type": "max",
            "Det.limit_side_len": _SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
