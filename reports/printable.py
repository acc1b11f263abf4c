"""Text of strangers, made fit for paper: what no reader can see goes, what is too long is cut and says so."""

import re

from core.result import MARK_CLOSE, MARK_OPEN

CUT_NOTE = "…（已截断）"

# Controls break XML; zero-width and bidi signs make a printed line say something else than its bytes.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
# Lone surrogates and private-use characters: a reader sees that one stood there, not which. The
# private-use signs are ours inside a notice being composed (see figures.py).
_NO_GLYPH = re.compile("[\ud800-\udfff\ue000-\uf8ff]")
_BREAKS = re.compile(r"[\t\n\x0b\x0c\r\u2028\u2029]+")


def clean(text: str, limit: int = 0) -> str:
    """Without control, zero-width, bidi and private-use characters; line breaks become a space.

    `limit` (characters, 0: none) counts the note that says something was cut.
    """
    if not text.isprintable():  # most are, and this is asked of every cell
        text = _NO_GLYPH.sub("□", _BREAKS.sub(" ", _UNSEEN.sub("", text)))
    text = text.strip()
    if limit and len(text) > limit:
        return text[: max(limit - len(CUT_NOTE), 0)] + CUT_NOTE
    return text


def marked(text: str, opening: str, closing: str) -> str:
    """The signs around the place at fault, exchanged for those that this printer uses."""
    return text.replace(MARK_OPEN, opening).replace(MARK_CLOSE, closing)
