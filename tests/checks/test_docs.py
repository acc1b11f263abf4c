"""The generated pages say what the code says."""

from pathlib import Path

import pytest

from docs.generate import render

DOCS = Path(__file__).parents[2] / "docs"
PAGES = render()


@pytest.mark.parametrize("path", sorted(PAGES))
def test_page_is_fresh(path):
    assert (DOCS / path).read_text("utf-8") == PAGES[path], "run: python -m docs.generate"
