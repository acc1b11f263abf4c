"""遮盖: personal data is struck out of bodies before they are written, and of a dossier before it is sealed.

`finder` is what the crawl's child is lent: bodies are struck before their first write. `redact` strikes the
facts, which until then go through pipes and memory alone. What was found is kept as `FoundLeak` (masked, with
keyed digests), so that the checks say the same of the sealed dossier as they would have said of the page.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from checks.privacy.grade import person_keys
from checks.privacy.leak import Leak, LeakType, Severity, masked_name
from checks.privacy.redact import redact as strike
from checks.privacy.scan import scan_page
from core.blob import blob_path, digest, pack, unpack
from core.clock import Clock, beijing_day, system_clock
from core.codec import decode, encode
from core.dossier import Dossier
from core.facts import Fact, FoundLeak, HiddenText, PageText
from core.snapshot import Snapshot
from extract.encoding import decode as decode_text

_ENCODINGS = {"gb18030": "gb18030", "big5": "big5"}


def redact(dossier: Dossier, blobs: Path, key: bytes) -> Dossier:
    """The dossier as it may be stored. Bodies that held leaks are rewritten; attachments are let go."""
    today = beijing_day(dossier.as_of)
    leaks: dict[int, list[Leak]] = {}
    for number, fact in enumerate(dossier.facts):
        if isinstance(fact, PageText) and (grave := _grave(fact, today)):
            leaks[number] = grave
    if not leaks:
        return dossier
    every = {one.clear: one for grave in leaks.values() for one in grave if one.clear}
    struck = _Struck(list(every.values()))
    renamed = dict(_bodies(dossier, leaks, blobs, struck))
    facts = [
        struck.page(fact, leaks.get(number, ()), key) if isinstance(fact, PageText) else fact
        for number, fact in enumerate(dossier.facts)
    ]
    return replace(
        dossier,
        facts=tuple(struck.noun(Fact, fact, renamed) for fact in facts),
        snapshots=tuple(struck.noun(Snapshot, one, renamed) for one in dossier.snapshots),
    )


def finder(clock: Clock = system_clock) -> Callable[[PageText], Callable[[str], str] | None]:
    """An eye for personal data, with what strikes all of it out of a text."""

    def find(page: PageText) -> Callable[[str], str] | None:
        grave = _grave(page, beijing_day(clock()))
        return _Struck(grave).text if grave else None

    return find


_OWN = frozenset({LeakType.EMAIL, LeakType.PLATE, LeakType.IM})


def _grave(page: PageText, today: date) -> list[Leak]:
    """What may not be kept in clear. A duty phone is published on purpose; a weak mask is one already."""
    return [
        one
        for one in scan_page(page, today)
        if one.clear and (one.severity > Severity.LOW or one.type in _OWN)
    ]


class _Struck:
    """All clear values of one dossier, and the pen that strikes them."""

    def __init__(self, leaks: list[Leak]) -> None:
        self._leaks = leaks

    def text(self, text: str) -> str:
        """Without any of the values, however they are written."""
        return strike(text, self._leaks)

    def page(self, page: PageText, leaks: "list[Leak] | tuple[Leak, ...]", key: bytes) -> PageText:
        """The words struck, the leaks told."""
        return replace(
            page,
            title=self.text(page.title),
            text=self.text(page.text),
            grids=tuple(
                replace(g, rows=tuple(tuple(map(self.text, row)) for row in g.rows))
                for g in page.grids
            ),
            hidden=tuple(HiddenText(h.place, self.text(h.text)) for h in page.hidden),
            leaks=tuple(map(_told, leaks, person_keys(leaks, key))),
        )

    def noun(self, kind: Any, noun: Any, renamed: dict[str, str]) -> Any:
        """Any other noun: titles, file names and addresses may hold a number too."""
        written = json.dumps(encode(noun), ensure_ascii=False)
        after = self.text(written)
        for old, new in renamed.items():
            after = after.replace(old, new)
        return noun if after == written else decode(kind, json.loads(after))


def _told(leak: Leak, person: str) -> FoundLeak:
    name = leak.linked_to
    return FoundLeak(
        leak.type.value,
        leak.masked,
        leak.start,
        leak.end,
        int(leak.severity),
        leak.rule,
        masked_name(name),
        person,
        leak.locator,
        leak.hidden,
        leak.count,
        leak.candidates,
    )


def _bodies(
    dossier: Dossier, leaks: dict[int, list[Leak]], blobs: Path, struck: _Struck
) -> Iterator[tuple[str, str]]:
    """Old name and new name of each body that held a leak; "" for one that is not kept."""
    for number in leaks:
        fact = dossier.facts[number]
        sha256 = fact.source.snapshot
        if not sha256:
            continue
        path = blob_path(blobs, sha256)
        if not path.exists():
            continue
        body = unpack(path.read_bytes())
        path.unlink()
        if not isinstance(fact, PageText) or fact.kind == "attachment":
            continue  # an attachment that leaks is not kept: its name and its marks are enough
        read = decode_text(body)
        after = struck.text(read.text).encode(
            _ENCODINGS.get(read.encoding.lower(), "utf-8"), "replace"
        )
        name = digest(after)
        kept = blob_path(blobs, name)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pack(after))
        yield sha256, name
