"""Hostile answers end as a fact or a Gap with its name; nobody leads the crawl inside our network."""

import gzip
import itertools
import os
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from core.clock import system_clock
from core.facts import DEAD, HomePage, LinkState, PageText
from core.gap import Gap, GapReason
from crawler.guard import is_private, leads_inside
from demo.wire import Fault, Reply, Request
from tests.crawler.faulty import HOST, Web, html, links, plan, run

_HTML = (("Content-Type", "text/html"),)


class Raw:
    """A server that writes what it likes. `script` gets each connection after its request head."""

    def __init__(
        self,
        script: Callable[[socket.socket, bytes], None],
        tls: object = None,
        family: socket.AddressFamily = socket.AF_INET,
    ) -> None:
        self._script = script
        self._tls = tls
        address = "::1" if family is socket.AF_INET6 else "127.0.0.1"
        self._door = socket.create_server((address, 0), family=family)
        self.port = self._door.getsockname()[1]
        self.visits = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._meet, args=(line,), daemon=True).start()

    def _meet(self, line: socket.socket) -> None:
        self.visits += 1
        try:
            if isinstance(self._tls, ssl.SSLContext):
                line = self._tls.wrap_socket(line, server_side=True)
            self._script(line, line.recv(65536))
            line.close()
        except OSError:
            pass

    def close(self) -> None:
        self._door.close()


@pytest.fixture
def raw() -> Iterator[Callable[..., Raw]]:
    made: list[Raw] = []

    def make(script: Callable[[socket.socket, bytes], None], *args: Any, **more: Any) -> Raw:
        made.append(Raw(script, *args, **more))
        return made[-1]

    yield make
    for one in made:
        one.close()


def _direct(web: Web, folder: Path, url: str, **changes: object) -> object:
    """A plan without the proxy: straight to the loopback, which must then be allowed."""
    return plan(web, folder, url=url, **{"proxy": "", "allow_private": True, **changes})


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "::1",
        "[fd00::1]",
        "fe80::1%eth0",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::a00:1",
    ],
)
def test_addresses_of_our_own_network_are_known_in_every_spelling(address: str) -> None:
    assert is_private(address)


def test_public_addresses_and_names_are_not_private() -> None:
    assert not any(map(is_private, ("114.114.114.114", "2400:3200::1", "www.gov.cn")))
    assert leads_inside("http://localhost:8080/")
    assert leads_inside("http://[::1]/x")


def test_a_redirect_into_our_network_is_not_followed(web: Web, tmp_path: Path) -> None:
    inside = f"http://127.0.0.1:{web.port}/secret"
    web.pages["127.0.0.1/secret"] = html("secret")
    web.pages["/"] = links("/leads-inside.html", inside)
    web.pages["/leads-inside.html"] = Reply(302, b"", (("Location", inside),))
    told = run(plan(web, tmp_path))
    assert web.count("/secret") == web.count("/secret", "HEAD") == 0
    assert {g.reason for g in told.of(Gap)} == {GapReason.PRIVATE_ADDRESS}
    assert not [link for link in told.links().values() if link.state in DEAD]


def test_a_name_that_resolves_inside_our_network_is_refused(
    web: Web, tmp_path: Path, raw: Callable[..., Raw]
) -> None:
    server = raw(lambda line, _: line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"))
    # A machine's own name resolves, by its hosts file, to an address of its own network.
    name = socket.gethostname()
    job = _direct(web, tmp_path, f"http://{name}:{server.port}/", allow_private=False, rechecks=0)
    told = run(job)  # type: ignore[arg-type]
    assert {g.reason for g in told.of(Gap)} <= {GapReason.PRIVATE_ADDRESS, GapReason.DNS_FAILED}
    assert server.visits == 0


def test_file_and_other_schemes_are_never_opened(web: Web, tmp_path: Path) -> None:
    web.pages["/"] = links(
        "file:///etc/passwd", "ftp://h/x", "data:text/html,x", "s3://b/k", "javascript:x()", "/a"
    )
    told = run(plan(web, tmp_path))
    states = {url: link.state for url, link in told.links().items()}
    assert states.pop("file:///etc/passwd") is LinkState.MALFORMED
    assert set(states) == {f"http://{HOST}/a"}


def _bomb() -> bytes:
    return gzip.compress(b"<html>" + b"\0" * (64 << 20), 9)


def _serve(*parts: bytes) -> Callable[[socket.socket, bytes], None]:
    def script(line: socket.socket, _: bytes) -> None:
        for part in parts:
            line.sendall(part)

    return script


def _flood(line: socket.socket, _: bytes) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(2_000_000):
        line.sendall(b"X-%d: %s\r\n" % (number, b"a" * 1000))


def _endless(line: socket.socket, _: bytes) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
    while True:
        line.sendall(b"<p>more</p>" * 10_000)


def _loris(line: socket.socket, _: bytes) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999999\r\n\r\n")
    while True:
        line.sendall(b".")
        threading.Event().wait(0.2)


_HOSTILE: dict[str, tuple[Callable[[socket.socket, bytes], None], set[GapReason]]] = {
    "gzip bomb": (
        _serve(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n", _bomb()
        ),
        {GapReason.TOO_LARGE},
    ),
    "header flood": (_flood, {GapReason.UNREADABLE, GapReason.DROPPED, GapReason.TIMEOUT}),
    "endless body": (_endless, {GapReason.TOO_LARGE}),
    "slow loris": (_loris, {GapReason.TIMEOUT}),
    "silence": (lambda line, _: threading.Event().wait(9), {GapReason.TIMEOUT}),
    "no http": (_serve(b"SSH-2.0-OpenSSH_9.2\r\n"), {GapReason.UNREADABLE}),
    "hung up": (_serve(), {GapReason.DROPPED}),
    "cut short": (
        _serve(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999\r\n\r\n<html>"),
        {GapReason.DROPPED},
    ),
    "two gigabytes": (
        _serve(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2147483648\r\n\r\n"),
        {GapReason.TOO_LARGE},
    ),
}


@pytest.mark.parametrize("trick", _HOSTILE)
def test_a_hostile_front_door_ends_as_a_gap_with_its_name(
    web: Web, tmp_path: Path, raw: Callable[..., Raw], trick: str
) -> None:
    script, reasons = _HOSTILE[trick]
    server = raw(script)
    told = run(_direct(web, tmp_path, f"http://127.0.0.1:{server.port}/", rechecks=0))  # type: ignore[arg-type]
    assert {gap.reason for gap in told.of(Gap)} <= reasons
    assert told.gaps("HomePage")


_ODD: dict[str, bytes] = {
    "GBK in a header": b"Content-Disposition: inline; filename=" + "公告".encode("gbk") + b"\r\n",
    "a header without a colon": b"NoColonHere\r\n",
    "gzip declared, plain sent": b"Content-Encoding: gzip\r\n",
    "a cookie for everybody": b"Set-Cookie: a=b; Domain=.cn\r\n",
    "a charset that is none": b"Content-Language: x\r\nX-Charset: utf-99\r\n",
}


@pytest.mark.parametrize("oddity", _ODD)
def test_odd_headers_do_not_hide_a_page(
    web: Web, tmp_path: Path, raw: Callable[..., Raw], oddity: str
) -> None:
    body = html("<p>在</p>").body
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + _ODD[oddity]
    server = raw(_serve(head + b"Content-Length: %d\r\n\r\n" % len(body) + body))
    told = run(_direct(web, tmp_path, f"http://127.0.0.1:{server.port}/", rechecks=0))  # type: ignore[arg-type]
    assert told.of(HomePage)


@pytest.mark.parametrize("body", [b"\0" * 4000, b"<" * 4000, b"<div>" * 4000, os.urandom(4000)])
def test_broken_markup_is_read_as_far_as_it_goes(web: Web, tmp_path: Path, body: bytes) -> None:
    web.pages["/"] = links("/broken.html")
    web.pages["/broken.html"] = Reply(200, b"<html>" + body, _HTML)
    told = run(plan(web, tmp_path))
    read = {page.source.url for page in told.of(PageText)}
    assert f"http://{HOST}/broken.html" in read


def test_a_host_that_asks_to_wait_is_left_alone_so_long(web: Web, tmp_path: Path) -> None:
    times: list[float] = []

    def limited(request: Request) -> Reply:
        times.append(time.monotonic())
        if len(times) == 1:
            return Reply(429, b"", (("Retry-After", "2"),))
        return html("<p>好了</p>" * 9)

    web.pages["/"] = links("/limited.html")
    web.pages["/limited.html"] = limited
    told = run(plan(web, tmp_path))
    assert times[1] - times[0] >= 1.9
    assert told.links()[f"http://{HOST}/limited.html"].state is LinkState.OK


def test_requests_to_one_host_keep_their_distance(web: Web, tmp_path: Path) -> None:
    times: list[float] = []

    def page(_: Request) -> Reply:
        times.append(time.monotonic())
        return html(f"<p>{len(times)}</p>" * 9)

    pages = [f"/p{n}.html" for n in range(6)]
    web.pages |= dict.fromkeys(pages, page) | {"/": links(*pages)}
    run(plan(web, tmp_path, delay=0.2))
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert min(gaps) > 0.15


def test_robots_are_obeyed_only_where_the_office_says_so(web: Web, tmp_path: Path) -> None:
    web.pages["/robots.txt"] = Reply(200, b"User-agent: *\nDisallow: /inner/\n", ())
    web.pages["/"] = links("/inner/a.html", "/open.html")
    web.pages["/inner/a.html"] = web.pages["/open.html"] = html("<p>页</p>" * 9)
    told = run(plan(web, tmp_path / "obeyed", obey_robots=True))
    assert told.links()[f"http://{HOST}/inner/a.html"].state is LinkState.EXCLUDED
    assert [g.reason for g in told.gaps("PageText")] == [GapReason.ROBOTS]
    assert web.count("/inner/a.html") == 0
    run(plan(web, tmp_path / "ignored"))
    assert web.count("/inner/a.html") == 1


def _certificate(folder: Path, name: str, ends: datetime) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(ends - timedelta(days=30))
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    pem = serialization.Encoding.PEM
    file.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(pem)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def test_a_site_with_a_bad_certificate_is_read_and_its_links_are_not_called_dead(
    web: Web, tmp_path: Path, raw: Callable[..., Raw]
) -> None:
    context = _certificate(tmp_path, "localhost", system_clock() - timedelta(days=3))
    body = links("/a.html").body
    reply = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body)
    server = raw(_serve(reply + body), context)
    told = run(_direct(web, tmp_path, f"https://127.0.0.1:{server.port}/", rechecks=1))  # type: ignore[arg-type]
    assert told.of(HomePage)
    assert {link.state for link in told.links().values()} == {LinkState.TLS_FAILED}


def test_a_tunnel_that_the_proxy_cannot_open_is_told_by_its_true_reason(
    web: Web, tmp_path: Path
) -> None:
    web.pages["/"] = links("https://secure.gov.test/x", "http://far.gov.test/")
    web.pages["far.gov.test/"] = html("far")
    told = run(plan(web, tmp_path))
    assert told.links()["https://secure.gov.test/x"].state is LinkState.DNS_FAILED


def test_no_control_port_is_open_while_it_crawls(web: Web, tmp_path: Path) -> None:
    others = set(_listening_ports_of_children())  # the city's server, where its tests ran before
    looked, listening = [], set()

    def page(_: Request) -> Reply:
        looked.append(True)
        listening.update(_listening_ports_of_children())
        return links()

    web.pages["/"] = page
    run(plan(web, tmp_path))
    assert looked
    assert listening <= others


def _listening_ports_of_children() -> list[int]:
    inodes: set[str] = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            stat = (process / "stat").read_text().rpartition(")")[2].split()
            if int(stat[1]) == os.getpid():
                for fd in (process / "fd").iterdir():
                    target = str(fd.readlink())
                    if target.startswith("socket:["):
                        inodes.add(target[8:-1])
        except OSError:
            continue
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return [int(r[1].split(":")[1], 16) for r in rows if r[3] == "0A" and r[9] in inodes]


def test_a_fault_of_the_far_side_told_by_the_proxy_is_the_far_sides(
    web: Web, tmp_path: Path
) -> None:
    web.pages["/"] = Reply.failing(Fault.RESET)
    told = run(plan(web, tmp_path, rechecks=0))
    assert {gap.reason for gap in told.of(Gap)} == {GapReason.DROPPED}


def test_a_host_that_answers_on_v6_only_is_read(
    web: Web, tmp_path: Path, raw: Callable[..., Raw]
) -> None:
    body = links("/a.html").body
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body)
    server = raw(_serve(head + body), family=socket.AF_INET6)
    told = run(_direct(web, tmp_path, f"http://[::1]:{server.port}/", rechecks=0))  # type: ignore[arg-type]
    assert told.of(HomePage)
    assert f"http://[::1]:{server.port}/a.html" in told.links()


def test_a_session_that_only_ends_by_timeout_does_not_hold_up_the_rest(
    web: Web, tmp_path: Path
) -> None:
    hanging = [f"/hang{n}.html" for n in range(4)]
    web.pages |= dict.fromkeys(hanging, Reply.failing(Fault.HANG))
    web.pages["far.gov.test/"] = html("<p>远</p>")
    web.pages["/"] = links(*hanging, "http://far.gov.test/", "/quick.html")
    web.pages["/quick.html"] = html("<p>快</p>" * 9)
    told = run(plan(web, tmp_path, concurrency=2, rechecks=0))
    states = {url.rpartition("/")[2]: link.state for url, link in told.links().items()}
    assert states["quick.html"] is LinkState.OK
    assert told.links()["http://far.gov.test/"].state is LinkState.OK
    assert not [s for s in told.links().values() if s.state in DEAD], "one look accuses nobody"
