from collections.abc import Iterator

import pytest

from tests.crawler.faulty import Web


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as serving:
        yield serving
