"""pycorrector behind our finding schema: in its own process, with local models only.

What the study found, and what is done about it: a missing model file makes the library download
2.95 GB (the file is looked for first, and the child is told to be offline); digits, Latin and
blanks break MacBERT's places (they are put out of sight, at the same length); places after a change
of length are wrong (an error counts only where its word stands, and only at equal length).
"""

import contextlib
import json
import os
import selectors
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from checks.wording.apart import apart
from checks.wording.misprint import Misprint, Tier
from checks.wording.tokens import sentence_spans

KINDS = {"kenlm": "语言模型", "macbert": "MacBERT", "t5": "T5", "confusion": "混淆词表"}
"""The correctors that work with local files, and what a clerk calls them."""

_ALONE = "某"  # stands for each character that is no Chinese one
_LOADING, _ANSWERING = 300.0, 120.0  # seconds
_VERIFIED = 0.99
_PROPOSING = ("macbert", "t5")
_BATCH = 32


class Unavailable(Exception):  # noqa: N818 - a state, said in one plain sentence
    """Why this engine cannot be asked."""


@dataclass(frozen=True, slots=True)
class Error:
    """A place in a sentence, as pycorrector sees it, checked against the sentence."""

    start: int
    wrong: str
    right: str


def masked(sentence: str) -> str:
    """As long as it was, with one plain character for each digit, letter, blank and mark of code."""
    return "".join(c if c > "\u2000" and not c.isspace() else _ALONE for c in sentence)


class Pycorrector:
    """A running child; use it as a context."""

    def __init__(self, kind: str, path: Path, python: Path | None = None) -> None:
        """`path`: model file or folder. `python`: interpreter that has the library, else this one.

        Raises Unavailable for an unknown kind or a path that is not there; nothing is downloaded.
        """
        if kind not in KINDS:
            raise Unavailable(f"没有这种纠错器：{kind}（可用：{'、'.join(KINDS)}）")
        if not path.exists():
            raise Unavailable(f"{KINDS[kind]}的模型不存在：{path}（不会联网下载）")
        if kind in ("macbert", "t5") and not (path / "config.json").exists():
            raise Unavailable(f"{KINDS[kind]}的模型目录不完整，缺少 config.json：{path}")
        self.kind, self.version = kind, f"pycorrector-{kind}:{path.name}"
        self._folder = tempfile.TemporaryDirectory(prefix="govpatrol-pycorrector-")
        environment = {
            **os.environ,
            "PYCORRECTOR_DATA_DIR": self._folder.name,
            "HF_HUB_OFFLINE": "1",
            "TRANSFORMERS_OFFLINE": "1",
            "HF_DATASETS_OFFLINE": "1",
            "PYTHONUTF8": "1",
            "no_proxy": "*",
        }
        child = Path(__file__).with_name("pycorrector_child.py")
        self._errors = Path(self._folder.name, "stderr.txt")
        with self._errors.open("wb") as log:
            self._child = subprocess.Popen(  # noqa: S603 - our own file, paths as arguments
                [str(python or sys.executable), "-P", str(child), kind, str(path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=environment,
                cwd=self._folder.name,
            )
        try:
            self._answer(_LOADING)
        except Unavailable:
            self.close()
            raise

    def __enter__(self) -> "Pycorrector":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child, whatever it is doing."""
        if self._child.poll() is None:
            self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):  # what it will no longer read
                    pipe.close()
        self._folder.cleanup()

    def errors(self, sentences: Sequence[str]) -> list[tuple[Error, ...]]:
        """For each sentence what it would change. Unavailable where the child has gone."""
        if not sentences:
            return []
        assert self._child.stdin is not None  # noqa: S101 - opened above
        question = json.dumps([masked(one) for one in sentences], ensure_ascii=False)
        try:
            self._child.stdin.write(question.encode() + b"\n")
            self._child.stdin.flush()
        except BrokenPipeError:
            raise Unavailable(f"pycorrector 进程已退出：{self._last_words()}") from None
        read = json.loads(self._answer(_ANSWERING))
        return [
            tuple(one for row in rows if (one := _checked(sentence, row)) is not None)
            for sentence, rows in zip(sentences, read, strict=True)
        ]

    def _answer(self, seconds: float) -> bytes:
        assert self._child.stdout is not None  # noqa: S101 - opened above
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._child.stdout, selectors.EVENT_READ)
            if not waiting.select(seconds):
                raise Unavailable(f"pycorrector 在 {seconds:.0f} 秒内没有回答")
        line = self._child.stdout.readline()
        if not line:
            raise Unavailable(f"pycorrector 没有启动：{self._last_words()}")
        return line

    def _last_words(self) -> str:
        written = self._errors.read_text("utf-8", "replace").strip().splitlines()
        return written[-1][:200] if written else "没有说明"


def _checked(sentence: str, row: Sequence[object]) -> Error | None:
    wrong, right, at = str(row[0]), str(row[1]), int(str(row[2]))
    if not wrong or len(wrong) != len(right) or _ALONE in wrong + right or wrong == right:
        return None
    return Error(at, wrong, right) if sentence[at : at + len(wrong)] == wrong else None


def second_opinion(
    found: Sequence[Misprint], engine: Pycorrector, text: str
) -> tuple[Misprint, ...]:
    """Suspected misprints that pycorrector also sees, with its name in the rule and a high score;
    those that it does not see, as they were. Other tiers are not asked about."""
    asked = [one for one in found if one.tier is Tier.SUSPECTED]
    sentences = list(dict.fromkeys(one.sentence for one in asked))
    seen = dict(zip(sentences, engine.errors(sentences), strict=True))
    told: list[Misprint] = []
    for one in found:
        agrees = one.tier is Tier.SUSPECTED and any(
            (text.find(one.sentence, max(0, one.start - len(one.sentence))) + error.start)
            == one.start
            and error.right == one.suggestion
            for error in seen.get(one.sentence, ())
        )
        told.append(
            replace(one, score=max(one.score, _VERIFIED), rule=f"{one.rule}+{engine.version}")
            if agrees
            else one
        )
    return tuple(told)


def advised(found: Sequence[Misprint], engine: Pycorrector, text: str) -> tuple[Misprint, ...]:
    """What was found with its second opinion; a neural corrector, which answers only at high
    confidence, also adds what nobody has found. The statistical ones cry wolf and may not."""
    told = second_opinion(found, engine, text)
    if engine.kind not in _PROPOSING:
        return told
    spans = list(sentence_spans(text))
    more: list[Misprint] = []
    sentences = [text[start:end] for start, end in spans]
    for at in range(0, len(spans), _BATCH):
        part = proposals(sentences[at : at + _BATCH], engine)
        for (start, _), proposed in zip(spans[at : at + _BATCH], part, strict=True):
            more += [replace(one, start=start + one.start, end=start + one.end) for one in proposed]
    return tuple(apart([*told, *more], lambda one: (one.start, one.end)))


def proposals(sentences: Sequence[str], engine: Pycorrector) -> list[tuple[Misprint, ...]]:
    """What it would change by itself, in the schema of this house: tier B, for a person."""
    return [
        tuple(
            Misprint(
                error.start,
                error.start + len(error.wrong),
                error.wrong,
                error.right,
                Tier.SUSPECTED,
                0.9,
                engine.version,
                "疑似错别字",
                "review",
                sentence,
            )
            for error in errors
        )
        for sentence, errors in zip(sentences, engine.errors(sentences), strict=True)
    ]
