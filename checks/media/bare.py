"""Names as they are compared: without what a typist does not see. Not a check itself."""

import unicodedata


def bare(name: str) -> str:
    """Without width, case, spaces and characters of no width."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in folded if unicodedata.category(c) not in ("Zs", "Cf", "Cc"))
