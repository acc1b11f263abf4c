"""A whole scan, as `govpatrol scan` does it: the crawl, every check of the default rulebook, the verdict.

Twice on the same data, nothing changed in between; then the checks one by one on the sealed dossier.
"""

import os
import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks.crawl_measure import measure, serving
from checks.registry import all_checks
from checks.runner import params_digest, run
from config.rulebook import find, load
from core.facts import PageText
from scheduler.dossiers import open_dossier
from scoring.standing import applies

_SETTINGS = {
    "allow_private": "true",
    "delay": "0",
    "concurrency": "16",
    "max_pages": "100000",
    "max_depth": "100000",
    "max_seconds": "3600",
    "recheck_after": "1",
    "max_renders": "0",
    "max_attachments": "0",
}
_MODEL = "suspected_typo"  # reads every new sentence with two language models
_WARM = 20  # pages read before the clock starts: models are loaded once a night, not once a site


def whole_scan(work: Path, pages: int) -> None:
    """Print what it costs."""
    data = work / "data"
    sets = [part for key, value in _SETTINGS.items() for part in ("--set", f"crawl.{key}={value}")]
    command = [sys.executable, "-m", "cli", "--data", str(data), *sets, "scan"]
    print(f"\na whole scan of {pages} pages, every check of the default rulebook")
    print("| | CPU s | CPU ms a page | wall s |")
    print("|---|---|---|---|")
    with serving(pages, traps=False) as site:
        for name in ("first", "again, nothing changed, every page asked"):
            cost = measure([*command, f"{site.root}/", "--no-report"], work / "scan.out", 3600)
            each = cost.cpu * 1000 / pages
            print(f"| {name} | {cost.cpu:.1f} | {each:.1f} | {cost.wall:.1f} |", flush=True)
            if cost.status:
                print((work / "scan.out").read_text()[-500:])
    _check_by_check(next((data / "dossiers").rglob("*.jsonl.gz")))


def _check_by_check(sealed: Path) -> None:
    dossier = open_dossier(sealed)
    texts = [fact for fact in dossier.facts if isinstance(fact, PageText)]
    rest = tuple(fact for fact in dossier.facts if not isinstance(fact, PageText))
    spent: Counter[str] = Counter()
    done: set[tuple[str, str]] = set()
    for row in load(find("watch")).indicators if texts else ():
        if not applies(row, dossier.subject):
            continue
        for name, params in row.checks.items():
            if (name, params_digest(params)) in done:
                continue
            done.add((name, params_digest(params)))
            warm = type(dossier)(dossier.subject, dossier.as_of, (*rest, *texts[:_WARM]), ())
            whole = type(dossier)(dossier.subject, dossier.as_of, (*rest, *texts), ())
            tuple(run(all_checks()[name], warm, params))
            began = time.process_time()
            tuple(run(all_checks()[name], whole, params))
            spent[name] += time.process_time() - began
    others = sum(cost for name, cost in spent.items() if name != _MODEL)
    print("\nCPU ms a page of the checks alone, models loaded:")
    for name, cost in spent.most_common(8):
        print(f"  {name:24} {cost * 1000 / len(texts):8.2f}")
    print(f"  all but {_MODEL:16} {others * 1000 / len(texts):8.2f}   ({os.cpu_count()} cores)")
