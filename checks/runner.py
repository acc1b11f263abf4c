"""Run a check over a dossier. Results come back for every fact AND for every gap.

The one place that catches everything: a crash is an ERROR of ours, never a finding of theirs.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from checks.registry import Check, Saying
from core.codec import decode, encode
from core.dossier import Dossier, Once, Scene, make_anew
from core.facts import Fact, PageText
from core.gap import GAP_REASON_NAMES, Gap, GapReason
from core.result import Evidence, Outcome, Result
from core.snapshot import Source


def params_digest(params: Mapping[str, object]) -> str:
    """Short name of a set of limits: results held against other limits are other results."""
    text = json.dumps(encode(params), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def run(
    one: Check, dossier: Dossier, params: Mapping[str, object], once: Once = make_anew
) -> Iterator[Result]:
    """Judge what the check reads; own up to each fact that could not be gathered.

    `once` may know what was said of a page's very bytes under the same limits.
    """
    scene = Scene(dossier.subject, dossier.as_of, once)
    digest = params_digest(params)
    limits = one.params(**params)
    facts = [fact for fact in dossier.facts if type(fact).__name__ == one.reads]
    gaps = [gap for gap in dossier.gaps if gap.of == one.reads]
    if one.together and facts:
        yield from _judge(one, tuple(facts), facts[0].source, limits, scene, digest)
    elif not one.together:
        for fact in facts:
            yield from _judge_once(one, fact, limits, scene, digest)
    if not facts and not gaps:
        gaps = [Gap(one.reads, scene.subject.key, GapReason.NOT_LOOKED)]
    for gap in gaps:
        yield _unmeasured(one, gap, scene, digest)


def _judge_once(
    one: Check, fact: Fact, limits: object, scene: Scene, digest: str
) -> Iterable[Result]:
    """A page's results, remembered unless the check crashed."""

    def make() -> list[Any]:
        results = tuple(_judge(one, fact, fact.source, limits, scene, digest))
        if any(result.outcome is Outcome.ERROR for result in results):
            raise _CrashedError(results)
        return [encode(result) for result in results]

    if not isinstance(fact, PageText):
        return _judge(one, fact, fact.source, limits, scene, digest)
    try:
        said = scene.once(fact, f"{scene.subject.key}/{one.id}@{one.version}/{digest}", make)
    except _CrashedError as crash:
        return crash.results
    return [decode(Result, value) for value in said]


class _CrashedError(Exception):
    """Carries results that are ours to be ashamed of, and not to be remembered."""

    def __init__(self, results: tuple[Result, ...]) -> None:
        super().__init__()
        self.results = results


def _judge(
    one: Check,
    read: Fact | tuple[Fact, ...],
    source: Source,
    limits: object,
    scene: Scene,
    digest: str,
) -> Iterable[Result]:
    try:
        said = tuple(one.judge(read, limits, scene))
        if not said:
            raise RuntimeError("the check said nothing")  # noqa: TRY301 - same road as any crash
    except Exception as crash:
        said = (Saying(Outcome.ERROR, f"{type(crash).__name__}: {crash}"),)
    locus = scene.subject.key if one.together else source.url
    for saying in said:
        evidence = Evidence(
            saying.url or source.url,
            saying.page or source.url,
            source.snapshot,
            saying.locator,
            saying.quotes,
            saying.suggestion,
            saying.exposure,
        )
        yield Result(
            scene.subject.key,
            one.id,
            digest,
            saying.outcome,
            saying.message,
            saying.locus or locus,
            evidence,
        )


def _unmeasured(one: Check, gap: Gap, scene: Scene, digest: str) -> Result:
    why = GAP_REASON_NAMES[gap.reason] + (f"（{gap.detail}）" if gap.detail else "")
    return Result(
        scene.subject.key, one.id, digest, Outcome.UNMEASURED, why, gap.url, Evidence(gap.url)
    )
