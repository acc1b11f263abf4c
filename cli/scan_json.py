"""`scan --json`: one subject's scan as plain JSON. Its keys are a contract; see docs/json.md."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from core.codec import encode
from core.dossier import Dossier
from core.facts import PageText
from core.finding import Finding
from core.result import Outcome, Result
from core.verdict import Grade, Verdict


def scan_json(
    dossier: Dossier,
    verdict: Verdict | None,
    results: Iterable[Result],
    findings: Mapping[str, Finding],
    seconds: float,
) -> dict[str, Any]:
    """`findings` by fingerprint; a result that opened none (doubted run) has no state yet.
    `seconds` is what the scan of this subject took."""
    seen: dict[str, Result] = {}
    for result in results:
        if result.outcome in (Outcome.FAIL, Outcome.REVIEW):
            seen.setdefault(result.fingerprint, result)
    pages = [f for f in dossier.facts if isinstance(f, PageText) and f.kind == "page"]
    score = None
    if verdict and verdict.score:
        score = [float(one) for one in verdict.score]
    return {
        "subject": encode(dossier.subject),
        "as_of": dossier.as_of.isoformat(),
        "grade": (verdict.grade if verdict else Grade.PENDING).value,
        "score": score,
        "vetoed_by": list(verdict.vetoed_by) if verdict else [],
        "findings": [_finding(r, findings.get(print_)) for print_, r in seen.items()],
        "gaps": [
            {"fact": g.of, "url": g.url, "reason": g.reason.value, "detail": g.detail}
            for g in dossier.gaps
        ],
        "stats": {
            "pages": len(pages),
            "seconds": round(seconds, 1),
            "bytes": sum(s.size for s in dossier.snapshots),
            "status": dict(sorted(Counter(str(s.status) for s in dossier.snapshots).items())),
        },
    }


def _finding(result: Result, finding: Finding | None) -> dict[str, Any]:
    evidence = result.evidence
    return {
        "id": finding.id if finding else None,
        "check": result.check,
        "outcome": result.outcome.value,
        "url": evidence.url,
        "page": evidence.page,
        "message": result.message,
        "quotes": list(evidence.quotes),
        "locator": evidence.locator,
        "suggestion": evidence.suggestion,
        "snapshot": evidence.snapshot,
        "first_seen": finding.first_seen.isoformat() if finding else None,
        "state": finding.state.value if finding else None,
    }
