"""The office: settings, rulebook, database, clock and folder, opened together and handed down."""

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from config.holidays import read_holidays
from config.rulebook import find
from config.rulebook import load as load_rulebook
from config.settings import Settings
from config.settings import load as load_settings
from core.clock import Clock
from core.indicator import Rulebook
from scheduler.browser import find_browser
from storage.database import Database, open_database

DATABASE_FILE = "govpatrol.db"
HMAC_KEY_FILE = "hmac.key"
HOLIDAYS_FILE = "节假日.csv"


@dataclass(frozen=True, slots=True)
class Office:
    """Everything that work needs and nobody reaches for."""

    settings: Settings
    rulebook: Rulebook
    database: Database
    clock: Clock
    folder: Path

    @property
    def dossiers(self) -> Path:
        """Sealed dossiers by run."""
        return self.folder / "dossiers"

    @property
    def frontiers(self) -> Path:
        """What a living crawl keeps beside itself, to be carried on after a kill."""
        return self.folder / "frontiers"

    @property
    def blobs(self) -> Path:
        """Stored bodies by sha256."""
        return self.folder / "blobs"

    @property
    def holidays(self) -> Mapping[date, bool]:
        """The office's own 节假日.csv beside its data, where it keeps one."""
        path = self.folder / HOLIDAYS_FILE
        return read_holidays(path) if path.is_file() else {}

    @property
    def hmac_key(self) -> bytes:
        """The key of keyed digests: a file beside the database, never in it. Made when first asked."""
        path = Path(self.settings.privacy.hmac_key_file or self.folder / HMAC_KEY_FILE)
        if not path.exists():
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(secrets.token_bytes(32))
        return path.read_bytes()

    @property
    def reports(self) -> Path:
        """What is printed."""
        return self.folder / "reports"


@contextmanager
def open_office(
    folder: Path, env: Mapping[str, str], overrides: Mapping[str, str], clock: Clock
) -> Iterator[Office]:
    """Open the data folder, making it where it is not; the database is brought up to date.

    Raises ValueError (settings, rulebook) or UnusableDatabaseError with a Chinese sentence.
    """
    folder.mkdir(parents=True, exist_ok=True)
    layers = {k: v for k, v in env.items() if k.startswith("GOVPATROL_") and "__" in k}
    settings = load_settings(folder, layers, overrides)
    if not settings.crawl.browser:
        settings = replace(settings, crawl=replace(settings.crawl, browser=find_browser(env)))
    rulebook = load_rulebook(find(settings.rulebook.name, [folder / "indicators"]))
    database = open_database(settings.database.url or folder / DATABASE_FILE)
    try:
        database.upgrade()
        yield Office(settings, rulebook, database, clock, folder)
    finally:
        database.close()
