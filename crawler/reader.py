"""读页: the bytes of an answer to a reading, from memory where the same bytes were read before."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from core.blob import digest
from crawler.answer import Answer
from crawler.memory import Memory, restamped
from extract.page import PageReading, read_page
from extract.recipes import Recipe, load_recipes

_IN_HAND = 64  # readings of pages that are not yet written


class Reader:
    """Pure but for the memory: the same bytes at the same address read the same."""

    def __init__(
        self, body: Callable[[Answer], bytes], memory: Memory | None, recipes: str = ""
    ) -> None:
        self._body = body
        self._memory = memory
        self._recipes: tuple[Recipe, ...] = ()
        self._looked: dict[tuple[str, datetime], PageReading] = {}
        if recipes:
            self._recipes = load_recipes(tomllib.loads(Path(recipes).read_text(encoding="utf-8")))

    def look(self, answer: Answer) -> PageReading:
        """A page that is not yet written; the next `read` of it costs nothing."""
        named = replace(answer, sha256=digest(answer.body))
        reading = self._memory.reading(named) if self._memory else None
        reading = reading or self._read(answer)
        while len(self._looked) >= _IN_HAND:
            self._looked.pop(next(iter(self._looked)))
        self._looked[answer.final_url, answer.fetched_at] = reading
        return reading

    def read(self, answer: Answer) -> PageReading:
        """The page as extract reads it."""
        looked = self._looked.pop((answer.final_url, answer.fetched_at), None)
        if looked is None and self._memory and (known := self._memory.reading(answer)):
            return restamped(known, answer)
        reading = restamped(looked, answer) if looked else self._read(answer)
        if self._memory and answer.by == "http" and not answer.personal:
            self._memory.keep_reading(answer, reading)
        return reading

    def _read(self, answer: Answer) -> PageReading:
        return read_page(
            self._body(answer),
            answer.final_url,
            fetched_at=answer.fetched_at,
            content_type=answer.content_type,
            snapshot=answer.sha256,
            recipes=self._recipes,
        )
