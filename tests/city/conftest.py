"""One demo, walked by the same command a reader types; every end-to-end test looks at what it left."""

import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.finding import Finding
from core.result import Outcome, Result
from core.run import Run
from core.verdict import Verdict
from storage.database import Database, open_database
from storage.findings import list_findings
from storage.results import results_of
from storage.runs import list_runs
from storage.verdicts import verdicts_of


@dataclass(frozen=True)
class Walked:
    folder: Path
    output: str
    database: Database
    run: Run
    results: tuple[Result, ...]
    verdicts: dict[str, Verdict]
    findings: tuple[Finding, ...]

    @property
    def found(self):
        return [r for r in self.results if r.outcome in (Outcome.FAIL, Outcome.REVIEW)]

    @property
    def counts(self):
        return Counter((r.check, r.outcome) for r in self.results)


def govpatrol(*words, folder, timeout=600, check=True):
    done = subprocess.run(
        [sys.executable, "-m", "cli", "--data", str(folder), *map(str, words)],
        capture_output=True,
        text=True,
        timeout=timeout,
        env={**os.environ, "COLUMNS": "200"},
        check=False,
    )
    if check:
        assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="session")
def walked(tmp_path_factory):
    root = tmp_path_factory.mktemp("city")
    done = govpatrol("demo", folder=root)
    folder = root / "demo"
    database = open_database(folder / "govpatrol.db")
    with database.read() as tx:
        run = next(r for r in reversed(list_runs(tx)) if r.kind == "run")
        yield Walked(
            folder,
            done.stdout + done.stderr,
            database,
            run,
            results_of(tx, run.id),
            {v.subject: v for v in verdicts_of(tx, run.id)},
            list_findings(tx),
        )
    database.close()
