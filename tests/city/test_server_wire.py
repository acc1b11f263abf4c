"""The city's own server, asked over real sockets."""

import http.client
import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest

from demo.almanac import AS_OF
from demo.city import City, start


@pytest.fixture(scope="module")
def city() -> Iterator[City]:
    with start(pace=0.01) as running:
        yield running


def ask(
    city: City, url: str, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    line = http.client.HTTPConnection("127.0.0.1", city.port, timeout=10)
    try:
        line.request(method, url, headers=headers)
        answer = line.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        line.close()


def raw(city: City, *parts: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", city.port), timeout=10) as line:
        for part in parts:
            line.sendall(part)
        line.shutdown(socket.SHUT_WR)
        found = b""
        while piece := line.recv(65536):
            found += piece
        return found


def test_a_home_page_is_served_under_its_own_host_name(city: City) -> None:
    status, _, body = ask(city, "http://www.yunlan.gov.test/")
    assert status == 200
    assert "云澜市人民政府" in body.decode()


@pytest.mark.parametrize("host", ["www.example.com", "127.0.0.1", "localhost", "nobody.gov.test"])
def test_a_host_outside_the_city_is_refused(city: City, host: str) -> None:
    status, headers, _ = ask(city, f"http://{host}/")
    assert status == 502
    assert headers["X-Proxy-Error"] == "dns"


def test_a_tunnel_to_a_host_outside_the_city_is_refused(city: City) -> None:
    answer = raw(city, b"CONNECT www.example.com:443 HTTP/1.1\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 502")


def test_head_has_the_length_of_the_body_and_no_body(city: City) -> None:
    _, got, body = ask(city, "http://www.yunlan.gov.test/")
    _, headers, nothing = ask(city, "http://www.yunlan.gov.test/", "HEAD")
    assert nothing == b""
    assert headers["Content-Length"] == got["Content-Length"] == str(len(body))


def test_requests_sent_at_once_are_answered_in_their_order(city: City) -> None:
    one = b"GET http://www.yunlan.gov.test/images/ga.png HTTP/1.1\r\nHost: x\r\n\r\n"
    last = b"GET http://www.yunlan.gov.test/robots.txt HTTP/1.1\r\nConnection: close\r\n\r\n"
    answer = raw(city, one + one + last)
    assert answer.count(b"HTTP/1.1 200") == 3
    assert answer.endswith(b"Allow: /\n")


def test_a_request_that_comes_in_pieces_is_waited_for(city: City) -> None:
    answer = raw(
        city,
        b"GET http://www.yunlan.gov.te",
        b"st/robots.txt HTTP/1.1\r\nConnection: close\r",
        b"\n\r\n",
    )
    assert answer.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "junk",
    [b"\x16\x03\x01\r\n\r\n", b"GET /\r\n\r\n", b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n"],
)
def test_junk_is_a_bad_request_and_the_city_lives_on(city: City, junk: bytes) -> None:
    assert raw(city, junk).startswith(b"HTTP/1.1 400")
    assert ask(city, "http://www.yunlan.gov.test/robots.txt")[0] == 200


def test_an_unchanged_page_is_told_so(city: City) -> None:
    _, headers, _ = ask(city, "http://www.yunlan.gov.test/yw/")
    status, _, body = ask(
        city, "http://www.yunlan.gov.test/yw/", **{"If-None-Match": headers["ETag"]}
    )
    assert (status, body) == (304, b"")


def test_the_clock_moves_the_weather_and_no_page(city: City) -> None:
    before = ask(city, "http://www.yunlan.gov.test/yw/")
    city.set_clock(AS_OF - timedelta(days=3))
    assert ask(city, "http://www.yunlan.gov.test/yw/") == before
    city.set_clock(AS_OF)


def test_a_clock_without_a_zone_is_refused(city: City) -> None:
    with pytest.raises(ValueError, match="clock"):
        city.set_clock(AS_OF.replace(tzinfo=None))
