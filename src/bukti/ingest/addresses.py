"""Which network addresses a URL may lead to."""

import socket
from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

# Addresses in which a translator (NAT64) carries an IPv4 address; `ipaddress` calls the whole block reserved.
_NAT64 = IPv6Network("64:ff9b::/96")


def system_resolver(host: str, port: int) -> Sequence[str]:
    """Asks the operating system, which also reads decimal, octal and short forms ("2130706433", "0x7f.1"): check what comes out."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """False for private, loopback, link-local, shared (CGNAT), multicast, reserved and unspecified addresses, also inside IPv6 forms."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    return all(map(_is_public, _unwrapped(ip)))


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    site_local = isinstance(ip, IPv6Address) and ip.is_site_local
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or site_local)


def _unwrapped(ip: IPv4Address | IPv6Address) -> Iterator[IPv4Address | IPv6Address]:
    """The addresses that a packet sent to `ip` can end at: mapped, 6to4, Teredo and NAT64 forms carry an IPv4 address."""
    if isinstance(ip, IPv4Address):
        yield ip
    elif ip.ipv4_mapped is not None:
        yield ip.ipv4_mapped
    elif ip in _NAT64:
        yield IPv4Address(int(ip) & 0xFFFFFFFF)
    else:
        yield ip
        yield from filter(None, (ip.sixtofour, *(ip.teredo or ())))
