"""Where a URL may lead, and that the address checked is the address connected to."""

import httpcore
import pytest

from bukti.errors import FetchError, ForbiddenAddressError
from bukti.ingest.addresses import is_public, system_resolver
from bukti.ingest.transport import CheckedBackend, Deadline

PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12::1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2001:0:7f00:1::1",
    "100::1",
    "nonsense",
    "127.1",
]

PUBLIC = ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]


@pytest.mark.parametrize("address", PRIVATE)
def test_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address):
    assert is_public(address)


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "127.1", "0177.0.0.1", "localhost"])
def test_odd_spellings_of_this_machine_resolve_to_what_is_refused(host):
    assert not any(is_public(address) for address in system_resolver(host, 80))


class Recorder(httpcore.NetworkBackend):
    """Connects to nothing; remembers to where, and which name the certificate was checked for."""

    def __init__(self, refuse=()):
        self.connected, self.names, self.refuse = [], [], refuse

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        self.connected.append(host)
        if host in self.refuse:
            raise httpcore.ConnectError("refused")
        return _Stream(self.names)


class _Stream(httpcore.MockStream):
    def __init__(self, names):
        super().__init__([b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"])
        self._names = names

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        self._names.append(server_hostname)
        return self


def answers(*replies):
    """A resolver that gives another reply each time it is asked, as a rebinding name server does."""
    queue = [list(reply) for reply in replies]
    return lambda host, port: queue.pop(0)


def backend(resolve, inner, **options):
    return CheckedBackend(resolve, Deadline(5), inner=inner, **options)


def test_the_connection_goes_to_the_checked_address_and_tls_to_the_name():
    inner = Recorder()
    with httpcore.ConnectionPool(network_backend=backend(answers(["1.1.1.1"], ["127.0.0.1"]), inner)) as pool:
        assert pool.request("GET", "https://kabar.example/").content == b"ok"
    assert (inner.connected, inner.names) == (["1.1.1.1"], ["kabar.example"])


def test_one_private_address_among_public_ones_refuses_the_host():
    inner = Recorder()
    with pytest.raises(ForbiddenAddressError, match="10.0.0.1"):
        backend(answers(["1.1.1.1", "10.0.0.1"]), inner).connect_tcp("kabar.example", 80)
    assert inner.connected == []


def test_a_second_look_up_is_checked_like_the_first():
    checked = backend(answers(["1.1.1.1"], ["127.0.0.1"]), Recorder())
    checked.connect_tcp("kabar.example", 80)
    with pytest.raises(ForbiddenAddressError):
        checked.connect_tcp("kabar.example", 80)


def test_the_next_address_is_tried_when_one_does_not_answer():
    inner = Recorder(refuse={"1.1.1.1"})
    backend(answers(["1.1.1.1", "1.0.0.1"]), inner).connect_tcp("kabar.example", 80)
    assert inner.connected == ["1.1.1.1", "1.0.0.1"]


def test_private_addresses_are_allowed_on_demand():
    inner = Recorder()
    backend(answers(["127.0.0.1"]), inner, allow_private=True).connect_tcp("kabar.example", 80)
    assert inner.connected == ["127.0.0.1"]


@pytest.mark.parametrize("error", [OSError("no such host"), UnicodeError("label too long")])
def test_a_host_that_is_not_found(error):
    def resolve(host, port):
        raise error

    with pytest.raises(FetchError, match="kabar.example was not found"):
        backend(resolve, Recorder()).connect_tcp("kabar.example", 80)


def test_the_deadline_shortens_every_wait_and_then_ends_them():
    times = iter([0.0, 2.0, 4.5, 5.0])
    deadline = Deadline(5, clock=lambda: next(times))
    assert (deadline.cap(10), deadline.cap(0.25)) == (3.0, 0.25)
    with pytest.raises(httpcore.TimeoutException):
        deadline.cap(10)
