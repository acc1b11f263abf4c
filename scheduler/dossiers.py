"""卷宗的封存: one gzip file of JSON lines per subject and run, written whole or not at all.

The first line is the head (subject, as_of, seconds); every other line is one fact, gap or snapshot.
The same dossier always seals to the same bytes, so a rejudged run can be compared.
"""

import gzip
import json
import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from core.codec import decode, encode
from core.dossier import Dossier
from core.facts import Fact
from core.gap import Gap
from core.snapshot import Snapshot
from core.subject import Subject

_UNSAFE = re.compile(r"[^\w.-]+")


def dossier_path(root: Path, run: str, subject: Subject) -> Path:
    """Where a subject's dossier of a run lies."""
    return root / run / f"{_UNSAFE.sub('_', subject.key)}.jsonl.gz"


def seal(dossier: Dossier, path: Path) -> None:
    """Write it beside its place, then move it there: a killed process leaves no half dossier."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.draft")
    with (
        draft.open("wb") as raw,
        gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=6, mtime=0, filename="") as out,
    ):
        for line in _lines(dossier):
            out.write(json.dumps(line, ensure_ascii=False, sort_keys=True).encode() + b"\n")
    draft.replace(path)


def open_dossier(path: Path) -> Dossier:
    """Read a sealed dossier. ValueError with a Chinese sentence where it is not one."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            head = json.loads(next(lines))
            kinds: dict[str, list[Any]] = {"fact": [], "gap": [], "snapshot": []}
            for line in lines:
                ((kind, value),) = json.loads(line).items()
                kinds[kind].append(decode(_KINDS[kind], value))
    except (OSError, EOFError, StopIteration, KeyError, ValueError) as wrong:
        raise ValueError(f"卷宗 {path.name} 读不出来（{wrong}），请重新扫描该对象") from wrong
    return Dossier(
        decode(Subject, head["subject"]),
        datetime.fromisoformat(head["as_of"]),
        tuple(kinds["fact"]),
        tuple(kinds["gap"]),
        tuple(kinds["snapshot"]),
        head["seconds"],
    )


_KINDS: dict[str, Any] = {"fact": Fact, "gap": Gap, "snapshot": Snapshot}


def _lines(dossier: Dossier) -> Iterator[dict[str, Any]]:
    yield {
        "subject": encode(dossier.subject),
        "as_of": dossier.as_of.isoformat(),
        "seconds": dossier.seconds,
    }
    for kind, nouns in (
        ("fact", dossier.facts),
        ("gap", dossier.gaps),
        ("snapshot", dossier.snapshots),
    ):
        for noun in nouns:
            yield {kind: encode(noun)}
