"""读页: the bytes of an answer to a reading, from memory where the same bytes were read before."""

import tomllib
from pathlib import Path

from crawler.answer import Answer
from crawler.fetch import Fetcher
from crawler.memory import Memory, restamped
from extract.page import PageReading, read_page
from extract.recipes import Recipe, load_recipes


class Reader:
    """Pure but for the memory: the same bytes at the same address read the same."""

    def __init__(self, fetcher: Fetcher, memory: Memory | None, recipes: str = "") -> None:
        self._fetcher = fetcher
        self._memory = memory
        self._recipes: tuple[Recipe, ...] = ()
        if recipes:
            self._recipes = load_recipes(tomllib.loads(Path(recipes).read_text(encoding="utf-8")))

    def read(self, answer: Answer) -> PageReading:
        """The page as extract reads it."""
        if self._memory and (known := self._memory.reading(answer)):
            return restamped(known, answer)
        reading = read_page(
            self._fetcher.body(answer),
            answer.final_url,
            fetched_at=answer.fetched_at,
            content_type=answer.content_type,
            snapshot=answer.sha256,
            recipes=self._recipes,
        )
        if self._memory and answer.by == "http":
            self._memory.keep_reading(answer, reading)
        return reading
