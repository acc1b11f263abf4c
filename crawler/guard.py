"""内网防护: nobody is sent inside our own network by a page, a redirect or a name server."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer


def is_private(address: str) -> bool:
    """True for any address that is not on the public Internet; False for a name."""
    try:
        ip = ipaddress.ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return not inner.is_global
    return not ip.is_global


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def leads_inside(url: str) -> bool:
    """True where the address itself, without asking a name server, names a private place."""
    host = urlsplit(url).hostname or ""
    return host == "localhost" or host.endswith(".localhost") or is_private(host)


REFUSED_HOSTS: set[str] = set()
"""Names that resolved to private addresses only. A process crawls one subject, so this is small."""


@implementer(IHostnameResolver)
class PublicResolver:
    """Scrapy's TWISTED_DNS_RESOLVER: IPv4 and IPv6, and only addresses that may be visited.

    The address that was checked is the one that is connected to, so a name that changes between
    two questions (DNS rebinding) gains nothing.
    """

    def __init__(self, reactor: Any) -> None:
        self._reactor = reactor
        self._inner: Any = reactor.nameResolver

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> "PublicResolver":
        """Scrapy's way to make one."""
        return cls(reactor)

    def install_on_reactor(self) -> None:
        """Scrapy's way to put it in place."""
        self._reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802 - Twisted's interface
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        *args: Any,
        **kwargs: Any,
    ) -> Any:
        """Ask as ever, pass on what is public."""
        sieve = _Sieve(resolutionReceiver, hostName)
        return self._inner.resolveHostName(sieve, hostName, *args, **kwargs)


@implementer(IResolutionReceiver)
class _Sieve:
    def __init__(self, receiver: Any, host: str) -> None:
        self._receiver = receiver
        self._host = host
        self._passed = self._held = 0

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        if is_private(address.host):
            self._held += 1
        else:
            self._passed += 1
            self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        if self._held and not self._passed:
            REFUSED_HOSTS.add(self._host)
        self._receiver.resolutionComplete()
