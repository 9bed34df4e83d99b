"""A page from the web, where that is allowed: over TLS, from a public address, once resolved and then held to.

The address a name resolves to is checked and the connection is made to that very address, so that a name which resolves to
another one a moment later leads nowhere else. Each redirect is a new address, and is checked like the first.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Sequence
from http.client import HTTPException, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from memos.documents.limits import LIMITS, Limits
from memos.errors import DocumentRefused, Refused

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
"""The addresses of a host, best first. Raises OSError when it has none."""

REDIRECTS: Final = 5
SECONDS: Final = 30.0
"""For one whole fetch, redirects and all."""

_NAT64: Final = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_PIECE: Final = 64 << 10
_MOVED: Final = (301, 302, 303, 307, 308)
_AGENT: Final = "memcube-os (adds one page that its user asked for)"


class Fetched(NamedTuple):
    """What came: the bytes, where from in the end, and what the server says they are."""

    data: bytes
    url: str
    media_type: str | None


class Fetcher:
    """Fetches one document. What resolves names, and which addresses and certificates are good, can be given."""

    def __init__(
        self,
        resolve: Resolve | None = None,
        *,
        trusted: ssl.SSLContext | None = None,
        public: Callable[[str], bool] | None = None,
        limits: Limits = LIMITS,
        seconds: float = SECONDS,
    ) -> None:
        self._resolve = resolve or _resolve
        self._public = public or is_public
        self._trusted = trusted or ssl.create_default_context()
        self._limits = limits
        self._seconds = seconds

    def fetch(self, url: str) -> Fetched:
        """The document at an address. Raises Refused for where none is fetched from, DocumentRefused for what went wrong."""
        deadline = time.monotonic() + self._seconds
        for _ in range(REDIRECTS + 1):
            host, port, target = _parted(url)
            connection = _Pinned(host, port, self._address(host, port), self._trusted, deadline)
            try:
                connection.request("GET", target, headers={"User-Agent": _AGENT, "Accept-Encoding": "identity"})
                answer = connection.getresponse()
                if answer.status in _MOVED and (moved := answer.getheader("Location")):
                    url = urljoin(url, moved)
                    continue
                if answer.status != 200:
                    raise DocumentRefused(
                        f"{host} answers {answer.status} {answer.reason}.", hint="Nothing was stored."
                    )
                data = self._body(answer.read1, host, deadline)
                return Fetched(data, url, answer.getheader("Content-Type"))
            except (OSError, HTTPException) as error:
                raise DocumentRefused(
                    f"{host} can't be reached: {type(error).__name__}.", hint="Nothing was stored; try again later."
                ) from None
            finally:
                connection.close()
        raise DocumentRefused(f"It is redirected more than {REDIRECTS} times.", hint="Give the address it ends at.")

    def _body(self, read: Callable[[int], bytes], host: str, deadline: float) -> bytes:
        data = bytearray()
        while piece := read(_PIECE):
            data += piece
            if len(data) > self._limits.bytes:
                raise DocumentRefused(
                    f"{host} sends more than {self._limits.bytes:,} bytes: that is the most that is taken.",
                    hint="Fetch it yourself, and add the parts.",
                )
            if time.monotonic() > deadline:
                raise DocumentRefused(f"{host} takes longer than {self._seconds:g} seconds.", hint="Try again later.")
        return bytes(data)

    def _address(self, host: str, port: int) -> str:
        """The first address of a host; refused if any of them is not public, for then something is meant to be hit."""
        try:
            addresses = list(self._resolve(host, port))
        except OSError:
            raise DocumentRefused(f"There is no host {host!r}.", hint="Look at the address again.") from None
        for address in addresses:
            if not self._public(address):
                raise Refused(
                    f"{host} is {address}: that is no public address, and nothing is fetched from there.",
                    hint="Fetch it yourself, and hand over the text with uri=….",
                )
        if not addresses:
            raise DocumentRefused(f"There is no host {host!r}.", hint="Look at the address again.")
        return addresses[0]


def is_public(address: str) -> bool:
    """Whether anybody in the world reaches the same machine under this address, as far as addresses tell."""
    try:
        found: Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        within = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if within is None and any(found in network for network in _NAT64):
            within = IPv4Address(int(found) & 0xFFFFFFFF)
        if within is not None:
            return is_public(str(within))
        if int(found) >> 32 == 0:  # IPv4 in its oldest disguise (::a.b.c.d)
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved)


class _Pinned(HTTPSConnection):
    """A connection to an address, with the certificate of a host."""

    def __init__(self, host: str, port: int, address: str, trusted: ssl.SSLContext, deadline: float) -> None:
        super().__init__(host, port, timeout=max(0.1, deadline - time.monotonic()), context=trusted)
        self._address = address
        self._trusted = trusted

    def connect(self) -> None:
        """Connects to the address that was checked."""
        plain = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = self._trusted.wrap_socket(plain, server_hostname=self.host)


def _parted(url: str) -> tuple[str, int, str]:
    """Host, port and target of an address over TLS; any other is refused."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 443
    except ValueError:
        raise Refused("That is no address that can be read.", hint="Look at it again.") from None
    if parts.scheme != "https" or not host or parts.username is not None or any(char.isspace() for char in url):
        raise Refused(
            "Only https addresses without a user name are fetched.",
            hint="Fetch it yourself, and hand over the text with uri=….",
        )
    return host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))
