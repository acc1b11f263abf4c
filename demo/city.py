"""The running city: a child process behind one port of 127.0.0.1, and what the registry knows of it."""

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from core.subject import Account, Region, Site, Unit
from demo import directory, keys, workbooks
from demo.almanac import AS_OF
from demo.streets import ADMIN
from demo.town import towns

_PATIENCE = 30.0  # seconds that the child may take to open its door


class City:
    """A handle. Use it as a context manager; leaving it ends the child."""

    def __init__(
        self, child: "subprocess.Popen[str]", port: int, root: str, as_of: datetime
    ) -> None:
        self._child = child
        self.port = port
        self.root = root  # PEM of the authority that signs for the city's https
        self.as_of = as_of

    @property
    def proxy(self) -> str:
        """What a crawler names as its proxy."""
        return f"http://127.0.0.1:{self.port}"

    def set_clock(self, moment: datetime) -> None:
        """Move the weather to an aware moment."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            line.request("POST", "/clock", moment.isoformat(), {"Host": ADMIN})
            answer = line.getresponse()
            answer.read()
            if answer.status != http.HTTPStatus.OK:
                raise ValueError(f"the city's clock refused {moment.isoformat()}")
        finally:
            line.close()

    def subjects(self) -> tuple[Site | Account, ...]:
        """Every site and account, as the registry would know them."""
        return directory.subjects()

    def regions(self) -> tuple[Region, ...]:
        """The city's region and those below it."""
        return directory.regions()

    def units(self) -> tuple[Unit, ...]:
        """Every sponsor and supervisor."""
        return directory.units()

    def write_registry(self, folder: Path) -> Mapping[str, Path]:
        """Workbooks of sites and of accounts, by kind, as an office would keep them."""
        return workbooks.write_registry(folder)

    def write_keys(self, folder: Path) -> Path:
        """The office's authorisations for the city's interfaces, as references; returns the file."""
        return keys.write_keys(folder, towns())

    def close(self) -> None:
        """End the child."""
        if self._child.stdin:
            self._child.stdin.close()
        try:
            self._child.wait(5)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        if self._child.stdout:
            self._child.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def start(as_of: datetime = AS_OF, port: int = 0, pace: float = 1.0) -> City:
    """Open the city. `port` 0 takes a free one; `pace` 0.01 makes a second of weather 10 ms."""
    root = str(Path(__file__).resolve().parent.parent)
    paths = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
    child = subprocess.Popen(  # noqa: S603 - our own interpreter, our own module
        [sys.executable, "-m", "demo.server", as_of.isoformat(), str(port), str(pace)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
    line = child.stdout.readline() if child.stdout else ""
    if not line:
        child.kill()
        child.wait()
        raise RuntimeError("模拟城市未能启动")
    told = json.loads(line)
    return City(child, told["port"], told["root"], as_of)
