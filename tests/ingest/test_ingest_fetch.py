"""URLs, against a real server on this machine that misbehaves in every way listed."""

import time
import tracemalloc

import httpcore
import pytest

from bukti.errors import ForbiddenAddressError
from bukti.ingest import Limits
from bukti.ingest.fetch import follow
from bukti.ingest.html import canonical
from bukti.ingest.transport import CheckedBackend, CheckedTransport, Deadline


@pytest.fixture
def get(read, at):
    """Reads a path of the server, which is allowed to be on this machine."""
    return lambda path, **changes: read(at(path), **{"allow_private": True, **changes})


def test_a_page(get, at):
    (found,) = get("/page").articles
    assert "Arel Tovan" in found.text
    assert (found.url, found.source, found.title) == (at("/page"), at("/page"), "Bantahan")
    assert found.raw.startswith(b"<html>") and found.fetched == "2023-05-04T12:00:00+00:00"


def test_a_redirect_is_followed_and_the_last_address_kept_without_cookies(get, at, server):
    (found,) = get("/moved").articles
    assert (found.source, found.url) == (at("/moved"), at("/page"))
    assert [path for path, _ in server.seen] == ["/moved", "/page"]
    assert not any("Cookie" in headers for _, headers in server.seen)
    assert server.seen[0][1]["User-Agent"].startswith("bukti")


def test_the_declared_encoding_of_a_text(get):
    found = get("/plain")
    assert (found.articles[0].text, found.reasons) == ("Der Minister „dementierte“ am Dienstag.", [])


def test_json_lines(get, at):
    found = get("/json")
    assert [article.text for article in found.articles] == ["Eins.", "Zwei."]
    assert found.rejections[0].source == at("/json") + ":2"


def test_a_page_inside_json_has_not_the_address_of_the_json(get):
    (found,) = get("/json-html").articles
    assert "Arel Tovan" in found.text and found.url == ""


def test_a_packed_answer(get):
    assert "Arel Tovan" in get("/gzip").articles[0].text


def test_an_answer_packed_in_several_parts_is_read_to_its_end(get):
    assert get("/gzip-members").articles[0].text == get("/page").articles[0].text


@pytest.mark.parametrize(
    ("path", "reason", "words"),
    [
        ("/loop", "redirects", "more than 5"),
        ("/nowhere", "redirects", "names no address"),
        ("/500", "http-status", "500"),
        ("/404", "http-status", "404"),
        ("/image", "content-type", "image/png"),
        ("/brotli", "content-encoding", "br"),
        ("/broken-gzip", "no-connection", "breaks off"),
        ("/hang-up", "no-connection", "connection failed"),
        ("/to-file", "bad-address", "only http and https"),
        ("/to-password", "bad-address", "remove it"),
    ],
)
def test_an_answer_that_is_no_article(get, path, reason, words):
    found = get(path)
    assert (found.articles, found.reasons) == ([], [reason])
    assert words in found.rejections[0].message


def test_an_endless_redirect_is_asked_six_times(get, server):
    get("/loop")
    assert len(server.seen) == 6


@pytest.mark.parametrize("path", ["/endless", "/bomb"])
def test_two_gigabytes_and_a_bomb_are_given_up_early(get, server, path):
    tracemalloc.start()
    (rejection,) = get(path, limits=Limits(max_bytes=1_000_000)).rejections
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert rejection.reason == "too-large" and "1,000,000 bytes" in rejection.message
    assert peak < 20_000_000
    assert server.sent < 50_000_000  # what the buffers of the two sides took


def test_an_announced_size_over_the_limit(get):
    assert get("/announced", limits=Limits(max_bytes=4999)).reasons == ["too-large"]


@pytest.mark.parametrize("path", ["/drip", "/drip-header"])
def test_a_drip_cannot_outlast_the_total_time(get, small, path):
    begin = time.perf_counter()
    (rejection,) = get(path, limits=small).rejections
    assert rejection.reason == "timeout" and "total_seconds" in rejection.message
    assert time.perf_counter() - begin < 6  # of the ten that it would last


def test_a_busy_server_is_asked_once_more(get, server):
    server.busy[:] = [1]
    assert get("/busy").articles
    server.busy[:] = [1, 1]
    assert get("/busy").reasons == ["http-status"]
    assert [path for path, _ in server.seen] == ["/busy"] * 4


def test_this_machine_is_refused_unless_allowed(read, at, server):
    for host in ("127.0.0.1", "localhost", "2130706433"):
        (rejection,) = read(at("/page", host)).rejections
        assert rejection.reason == "forbidden-address" and "allow_private" in rejection.message
    assert server.seen == []


def test_a_name_that_resolves_to_this_machine_is_refused(read, at, server):
    assert read(at("/page", "kabar.example"), resolve=lambda host, port: ["127.0.0.1"]).reasons == ["forbidden-address"]
    assert server.seen == []


def test_a_redirect_to_this_machine_is_refused(options, at, server):
    """The first hop passes because the backend below calls it public; the second is a name that leads here."""

    class ToServer(httpcore.SyncBackend):
        def connect_tcp(self, host, port, *rest, **more):
            assert host == "1.1.1.1"
            return super().connect_tcp("127.0.0.1", port, *rest, **more)

    names = {"kabar.example": ["1.1.1.1"], "rahasia.example": ["127.0.0.1"]}
    backend = CheckedBackend(lambda host, port: names[host], Deadline(5), inner=ToServer())
    with CheckedTransport(backend) as transport, pytest.raises(ForbiddenAddressError, match="rahasia.example"):
        follow(at("/to-local", "kabar.example"), options, transport, backend)
    assert [path for path, _ in server.seen] == ["/to-local"]


def test_a_password_is_neither_sent_nor_shown(read, at, server):
    (rejection,) = read(at("/page").replace("//", "//user:hunter2@"), allow_private=True).rejections
    assert rejection.reason == "bad-address"
    assert "hunter2" not in rejection.source + rejection.message
    assert server.seen == []


@pytest.mark.parametrize(
    "url", ["http://", "http://[::1", "http://a:99999/", "gopher://kabar.example/", "http://\x00/", "http://" + "a" * 5000]
)
def test_what_is_no_address(read, url):
    assert read(url).reasons == ["bad-address"]


def test_a_server_that_is_not_there(read):
    assert read("http://127.0.0.1:9/", allow_private=True).reasons == ["no-connection"]


def test_a_host_that_does_not_exist(read):
    def resolve(host, port):
        raise OSError("Name or service not known")

    assert read("http://tiada.example/", resolve=resolve).reasons == ["no-host"]


def test_a_page_cannot_pose_as_another_sites_article():
    fetched = "https://kabarlintas.example.com/a?amp=1"
    assert canonical("https://www.example.com/a", fetched) == "https://www.example.com/a"
    assert canonical("https://sentra.example.org/a", fetched) == fetched
    assert canonical("javascript:alert(1)", fetched) == fetched
    assert canonical("https://sentra.example.org/a", "") == "https://sentra.example.org/a"
