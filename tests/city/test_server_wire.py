"""The city's own server, asked over real sockets."""

import gzip
import http.client
import socket
import ssl
import threading
import time
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


WEATHER = "http://weather.example.test"


@pytest.mark.parametrize(("path", "seconds"), [("/slow-14", 0.14), ("/slow-16", 0.16)])
def test_slow_is_as_slow_as_the_pace_says(city: City, path: str, seconds: float) -> None:
    began = time.monotonic()
    assert ask(city, WEATHER + path)[0] == 200
    assert seconds <= time.monotonic() - began < seconds + 1


def test_a_slow_answer_holds_up_nobody_else(city: City) -> None:
    slow = threading.Thread(target=ask, args=(city, WEATHER + "/slow-16"))
    slow.start()
    began = time.monotonic()
    ask(city, "http://www.yunlan.gov.test/robots.txt")
    assert time.monotonic() - began < 0.1
    slow.join()


def test_a_line_may_break_instead_of_an_answer(city: City) -> None:
    with pytest.raises((ConnectionError, http.client.BadStatusLine)):
        ask(city, WEATHER + "/drop")


def test_a_body_may_break_off_in_the_middle(city: City) -> None:
    with pytest.raises(http.client.IncompleteRead):
        ask(city, WEATHER + "/partial")


def test_a_server_may_never_answer(city: City) -> None:
    with socket.create_connection(("127.0.0.1", city.port), timeout=0.5) as line:
        line.sendall(f"GET {WEATHER}/hang HTTP/1.1\r\n\r\n".encode())
        with pytest.raises(TimeoutError):
            line.recv(1)


def test_a_body_may_never_end(city: City) -> None:
    with socket.create_connection(("127.0.0.1", city.port), timeout=5) as line:
        line.sendall(f"GET {WEATHER}/endless HTTP/1.1\r\n\r\n".encode())
        assert sum(len(line.recv(4096)) for _ in range(20)) > 1000


def test_a_reset_line_is_told_by_the_proxy(city: City) -> None:
    status, headers, _ = ask(city, WEATHER + "/reset")
    assert (status, headers["X-Proxy-Error"]) == (502, "reset")


def secure(city: City, host: str) -> http.client.HTTPSConnection:
    context = ssl.create_default_context(cadata=city.root)
    line = http.client.HTTPSConnection("127.0.0.1", city.port, timeout=10, context=context)
    line.set_tunnel(host, 443)
    return line


def test_https_goes_through_a_tunnel_with_a_sound_certificate(city: City) -> None:
    line = secure(city, "www.yunlan.gov.test")
    for _ in range(2):
        line.request("GET", "/yw/")
        answer = line.getresponse()
        assert answer.status == 200
        assert "云澜要闻" in answer.read().decode()
    line.close()


def test_a_lapsed_certificate_is_refused_by_who_looks_at_it(city: City) -> None:
    line = secure(city, "expired.example.test")
    with pytest.raises(ssl.SSLCertVerificationError, match="expired"):
        line.request("GET", "/")
    line.close()
    assert ask(city, "http://www.yunlan.gov.test/robots.txt")[0] == 200


def test_a_site_on_https_sends_those_who_come_by_http_there(city: City) -> None:
    status, headers, _ = ask(city, "http://credit.yunlan.gov.test/lxwm.html")
    assert (status, headers["Location"]) == (301, "https://credit.yunlan.gov.test/lxwm.html")


def test_a_tunnel_leads_to_its_own_host_and_to_no_other(city: City) -> None:
    line = secure(city, "jyj.yunlan.gov.test")
    line.request("GET", "/", headers={"Host": "www.yunlan.gov.test"})
    assert "教育" in line.getresponse().read().decode("gb18030")
    line.close()


def test_hanweb_packs_its_pages_for_who_can_unpack(city: City) -> None:
    url = "http://jyj.yunlan.gov.test/"
    _, plain_headers, plain = ask(city, url)
    _, headers, packed = ask(city, url, **{"Accept-Encoding": "gzip, deflate"})
    assert "Content-Encoding" not in plain_headers
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed) == plain


def test_ucap_wants_the_very_date_back(city: City) -> None:
    url = "http://wjw.yunlan.gov.test/"
    day = ask(city, url)[1]["Last-Modified"]
    assert ask(city, url, **{"If-Modified-Since": day})[0] == 304
    assert ask(city, url, **{"If-Modified-Since": day.replace("GMT", "UTC")})[0] == 200


def test_the_child_ends_with_its_city() -> None:
    with start() as other:
        port = other.port
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=1)
