"""二维码: what the codes in a picture say. Reads hostile bytes, so it belongs into `documents/worker`."""

from io import BytesIO

import zxingcpp
from PIL import Image

from core.gap import GapReason
from extract.attachments.draft import Draft
from extract.attachments.pictures import FORMATS
from extract.attachments.reading import UnreadableError

_MOST_PIXELS = 16_000_000
_MOST_CODES = 8
_FORMS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def read_codes(draft: Draft, body: bytes) -> None:
    """One line for each code; no line where the picture holds none."""
    try:
        with Image.open(BytesIO(body), formats=FORMATS) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise UnreadableError("图片过大", GapReason.TOO_LARGE)
            # A code is often drawn on nothing: what is behind it on the page is white.
            drawn = image.convert("RGBA")
            grey = Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn).convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as wrong:
        raise UnreadableError("图片已损坏") from wrong
    found = zxingcpp.read_barcodes(grey, formats=_FORMS)
    for said in dict.fromkeys(" ".join(one.text.split()) for one in found[:_MOST_CODES]):
        if said:
            draft.line(said)
