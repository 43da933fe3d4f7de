"""Where a host is on the network, and whether that is in this machine's own: nobody is sent there unasked.

The addresses that were looked at are those that are connected to: a name that leads elsewhere a moment later
leads nowhere.
"""

from __future__ import annotations

import ipaddress
import socket

from bot.sources.errors import SourceError, UnreachableError

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""Its addresses hold one of IPv4 in their last four bytes."""
_OWN = tuple(
    map(
        ipaddress.ip_network,
        ("64:ff9b:1::/48", "::/96", "::ffff:0:0:0/96", "fec0::/10", "5f00::/16", "3fff::/20", "192.0.0.0/24",
         "168.63.129.16/32"),
    )
)  # fmt: skip
"""Networks of a site or a cloud that Python counts as public: translation, an old form, Azure's host."""


def addresses_of(host: str, port: int, *, private: bool) -> list[str]:
    """Return the addresses of a host; raises UnreachableError where there are none.

    Raises SourceError where one of them is not of the public network, unless ``private`` allows that.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "no such name"
        raise UnreachableError(f"{host} cannot be found on the network ({reason}).") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not private and (own := next((one for one in addresses if not is_public(one)), None)) is not None:
        raise SourceError(
            f"{host} is at {own}, in a network of this machine's own, where no notes are fetched from: set "
            "QUOTH_GIT_PRIVATE=true if that is where they are."
        )
    return addresses


def is_loopback(host: str) -> bool:
    """Tell whether a host, by its name or address, is this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_public(address: str) -> bool:
    """Tell whether an address is one of the public network, and not of a machine, a site or a cloud."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in _NAT64:
            inner = ipaddress.IPv4Address(found.packed[-4:])
        if inner is not None:
            return is_public(str(inner))
    own = any(found.version == network.version and found in network for network in _OWN)
    return found.is_global and not found.is_multicast and not own
