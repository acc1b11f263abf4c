"""Fictional pages, each shaped after something that real ones do, with what must be read off them."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from core.clock import BEIJING
from core.facts import newest
from extract.inspect import describe
from extract.page import read_page

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=BEIJING)
PAGES = Path(__file__).parent / "pages"


@pytest.mark.parametrize("name", sorted(page.stem for page in PAGES.glob("*.html")))
def test_a_page_is_read_as_written_beside_it(name: str) -> None:
    want = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    reading = read_page((PAGES / f"{name}.html").read_bytes(), want.pop("url"), fetched_at=NOW)
    told = describe(reading)
    latest = newest(reading.entries, NOW.date())
    told |= {
        "count": len(reading.entries),
        "newest": latest.isoformat() if latest else None,
        "first_title": reading.entries[0].title if reading.entries else None,
        "first_url": reading.entries[0].url if reading.entries else None,
        "pinned": [one.title for one in reading.entries if one.pinned],
        "hidden_anchors": len(reading.hidden_anchors.anchors),
        "error_kind": reading.error_kind,
        "columns": [one.name for one in reading.columns],
    }
    marks = want.pop("footer", {})
    assert {key: told[key] for key in want} == want
    for mark, value in marks.items():
        stands = reading.footer.marks[mark]
        assert (bool(stands) if value is True else stands) == value, mark
