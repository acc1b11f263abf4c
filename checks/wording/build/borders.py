"""边界: what a corpus of correct texts says about the phrases. Writes `data/free.txt` and
`data/occurring.txt`, one string a line.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import ahocorasick

from checks.wording.phrases import Phrase
from checks.wording.severe import Severe

_LONG = 8  # a longer rest that no text has alone is taken to need its end
_SEEN = 3  # a rest seen less often than this is not known to need its end


def free(listed: Iterable[Phrase], sentences: Iterable[str]) -> list[str]:
    """Phrases less an end that stand without it, or are too rare to say."""
    rests: dict[str, set[tuple[str, str]]] = {}
    for phrase in listed:
        if phrase.varied:
            rests.setdefault(phrase.text[:-1], set()).add(("", phrase.text[-1]))
            rests.setdefault(phrase.text[1:], set()).add((phrase.text[0], ""))
    automaton = ahocorasick.Automaton()
    for rest in rests:
        automaton.add_word(rest, rest)
    automaton.make_automaton()
    seen: Counter[str] = Counter()
    alone: set[str] = set()
    for sentence in sentences:
        for last, rest in automaton.iter(sentence):
            start, end = last + 1 - len(rest), last + 1
            seen[rest] += 1
            before, after = sentence[max(0, start - 1) : start], sentence[end : end + 1]
            if not any(after == b if b else before == a for a, b in rests[rest]):
                alone.add(rest)
    return sorted(
        rest for rest in rests if rest in alone or (len(rest) < _LONG and seen[rest] < _SEEN)
    )


def occurring(found_by: Severe, sentences: Iterable[str]) -> list[str]:
    """Forms that correct texts have. To be read by a person: a corpus has misprints too."""
    return sorted({hit.form.text for one in sentences for hit in found_by.find(one)})


def write(lines: Iterable[str], to: Path) -> None:
    """One a line."""
    to.write_text("".join(f"{line}\n" for line in lines), "utf-8")
