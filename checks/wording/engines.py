"""Which engines read wording here, and why one does not: what `govpatrol doctor` prints."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from checks.wording import severe, suspect, words
from checks.wording.pycorrector_engine import KINDS, Pycorrector, Unavailable


@dataclass(frozen=True, slots=True)
class Engine:
    """`why` is one plain sentence: the version where it is active, the reason where it is not."""

    name: str
    active: bool
    why: str


def report(
    models: Mapping[str, Path] | None = None, python: Path | None = None
) -> tuple[Engine, ...]:
    """`models`: pycorrector kind -> file or folder (settings); each named one is really started."""
    library = suspect.word_library()
    told = [
        Engine("严重表述词库", True, f"版本 {severe.load().version}"),
        Engine("错别字词表", True, f"版本 {words.load('words.tsv').version}"),
        Engine("语言模型", True, f"版本 {suspect.load(library).version}"),
        Engine(
            "词模型（libime）",
            library is not None,
            str(library)
            if library
            else "未安装 libime-data-language-model，改用词频，疑似错别字的检出率会降低",
        ),
    ]
    for kind, name in KINDS.items():
        path = (models or {}).get(kind)
        if path is None:
            told.append(Engine(f"pycorrector {name}", False, "未设置模型路径"))
            continue
        try:
            with Pycorrector(kind, path, python) as engine:
                told.append(Engine(f"pycorrector {name}", True, engine.version))
        except Unavailable as why:
            told.append(Engine(f"pycorrector {name}", False, str(why)))
    return tuple(told)
