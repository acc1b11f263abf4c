"""语料: plain text files in, clean sentences out.

A corpus is UTF-8 text, one paragraph a line, .txt or .txt.xz; of a .tsv or .tsv.xz the last column
is the paragraph. Only official texts (laws, work reports: 著作权法第五条) may go into a model that
is handed on.
"""

import lzma
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from checks.wording.normal import normalise
from checks.wording.tokens import sentences

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LEAST_HAN = 3  # a shorter piece is a heading's number


def han(text: str) -> str:
    """Its Chinese characters only: how sentences of a corpus and of a test set are compared."""
    return "".join(_HAN.findall(text))


def read(paths: Iterable[Path], *, without: Collection[str] = ()) -> Iterator[str]:
    """Each sentence once, in order of first sight, but none whose `han` is in `without`."""
    seen: set[str] = set()
    for path in paths:
        table = ".tsv" in path.suffixes
        unpacked = lzma.open if path.suffix == ".xz" else open
        with unpacked(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                paragraph = line.rstrip("\n")
                if table:
                    paragraph = paragraph.rpartition("\t")[2]
                for sentence in sentences(re.sub(r"\s+", "", normalise(paragraph).text)):
                    key = han(sentence)
                    if len(key) < _LEAST_HAN or sentence in seen or key in without:
                        continue
                    seen.add(sentence)
                    yield sentence


def test_sentences(paths: Iterable[Path]) -> frozenset[str]:
    """The `han` of every sentence of test sets (source<TAB>target a line), whole and cut."""
    kept: set[str] = set()
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            for side in line.split("\t"):
                kept.add(han(side))
                kept.update(han(one) for one in sentences(side))
    return frozenset(one for one in kept if len(one) >= _LEAST_HAN)
