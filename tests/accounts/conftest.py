"""The city's accounts walked alone, by the same road as a night's run: no site is crawled here."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest

from cli.commands.import_sheet import import_file
from core.clock import system_clock
from core.run import Run
from core.subject import Account
from demo.city import City, start
from scheduler.office import Office, open_office
from scheduler.scan import Nobody, carry_out, start_run
from storage.places import save_regions, save_units
from storage.subjects import list_subjects
from tests.crawler.faulty import Web

SETTINGS = {
    "crawl.allow_private": "true",
    "accounts.per_platform_delay": "0",
    "accounts.credentials": "keys/授权.toml",
    "accounts.timeout": "40",
    "rulebook.name": "watch",
}


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as serving:
        yield serving


@pytest.fixture(scope="session")
def city() -> Iterator[City]:
    with start() as running:
        yield running


def office_of(stack: ExitStack, folder: Path, city: City, **more: str) -> Office:
    began = system_clock()
    settings = {**SETTINGS, "crawl.proxy": city.proxy, **more}
    browser = {k: v for k, v in os.environ.items() if k == "GOVPATROL_BROWSER"}
    office = stack.enter_context(
        open_office(folder, browser, settings, lambda: city.as_of + (system_clock() - began))
    )
    city.write_keys(folder / "keys")
    with office.database.write() as tx:
        save_regions(tx, city.regions())
        save_units(tx, city.units())
    for kind, path in city.write_registry(folder / "名录").items():
        import_file(office, kind, path, quiet=True)
    return office


@dataclass(frozen=True)
class Round:
    office: Office
    run: Run
    accounts: dict[str, Account]


def walk(office: Office, city: City, accounts: list[Account] | None = None) -> Round:
    with office.database.read() as tx:
        known = [s for s in list_subjects(tx) if isinstance(s, Account)]
    run = start_run(office, "accounts", accounts or known, city.as_of)
    run = carry_out(office, run, Nobody(), Event())
    return Round(office, run, {one.key: one for one in known})


@pytest.fixture(scope="session")
def rounds(tmp_path_factory: pytest.TempPathFactory, city: City) -> Iterator[Round]:
    with ExitStack() as stack:
        office = office_of(stack, tmp_path_factory.mktemp("office"), city)
        yield walk(office, city)
