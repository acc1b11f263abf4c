"""编码: bytes to text. What a page says of its own encoding is often false, so bytes speak first."""

import codecs
import re
from dataclasses import dataclass

_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w\-]+)", re.I
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w\-]+)", re.I)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FAMILY = {
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "chinese": "gb18030",
    "hz-gb-2312": "gb18030",
    "big5-hkscs": "big5",
    "cp950": "big5",
    "x-x-big5": "big5",
    "unicode": "utf-16",
}
_HEAD = (
    4096  # bytes in which a declaration is looked for; browsers take 1024, real pages overrun it
)
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")
_ODD = 12  # one odd character in so many is still a text
_LONGEST = 4  # bytes of one character in UTF-8 and GB18030


@dataclass(frozen=True, slots=True)
class Decoded:
    """`declared` is the page's or the header's own word, "" if none; `honest` if it was true.

    ASCII alone can belie no declaration; a page that declares nothing is honest.
    """

    text: str
    encoding: str  # utf-8 | gb18030 | big5 | utf-16 | utf-32
    declared: str
    honest: bool


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Text of a page. Order: BOM, strict UTF-8 (a cut last character is forgiven), Big5 only where
    declared, GB18030, replacement. Never raises.
    """
    found = _DECLARED.search(body[:_HEAD])
    header = _HEADER.search(content_type)
    declared = found[1].decode("ascii", "replace").lower() if found else ""
    said = header[1].lower() if header else declared  # a browser believes the header first
    text, encoding = _read(body, {_FAMILY.get(one, one) for one in (said, declared) if one})
    honest = not said or body.isascii() or _FAMILY.get(said, said) == encoding
    return Decoded(text, encoding, declared or said, honest)


def is_text(text: str) -> bool:
    """False for a picture, an archive or a program that was sent as a page."""
    head = text[:_HEAD]
    return len(_NO_TEXT.findall(head)) * _ODD <= len(head)


def _read(body: bytes, said: set[str]) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) if encoding == "utf-8" else 0 :].decode(
                encoding, "replace"
            ), encoding
    text = _strict(body, "utf-8")
    if text is not None:
        return text, "utf-8"
    for encoding in ("big5", "gb18030") if "big5" in said else ("gb18030",):
        # hkscs and 2005 are supersets that real pages need
        text = _strict(body, "big5hkscs" if encoding == "big5" else encoding)
        if text is not None:
            return text, encoding
    # Broken in every encoding: the one with fewer broken characters is nearer the truth.
    as_utf8, as_gb = body.decode("utf-8", "replace"), body.decode("gb18030", "replace")
    if as_utf8.count("�") <= as_gb.count("�") or ("utf-8" in said and _mostly(as_utf8)):
        return as_utf8, "utf-8"
    return as_gb, "gb18030"


def _strict(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as wrong:
        if len(body) - wrong.start >= _LONGEST or wrong.reason.startswith("invalid"):
            return None
        return body[: wrong.start].decode(encoding)


def _mostly(text: str) -> bool:
    """Under one broken character in a thousand: a stray bad byte in an otherwise sound text."""
    return text.count("�") * 1000 < len(text)
