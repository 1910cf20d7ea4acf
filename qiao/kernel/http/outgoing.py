"""HTTP client for addresses entered by people: it never reaches the internal network.

A host is resolved once, its addresses are judged, and the connection goes to a judged address, so a name that
resolves differently the second time gains nothing. Redirects are not followed. Hosts inside, such as a
company's own tracker, are named in settings.HTTP_ALLOWED_HOSTS: `host`, `host:port` or a network.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

import httpcore
import httpx
from django.conf import settings

MAX_BYTES = 100_000
TIMEOUT = 7.0  # seconds for each wait: connecting, sending, receiving
LONGEST = 30.0  # seconds for a whole exchange, however steadily it drips

_Address = IPv4Address | IPv6Address
# 2000::/3 is all that is handed out of IPv6; the rest is local, mapped or reserved.
_PUBLIC_IPV6 = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
# Public by Python's table, and yet not: protocol assignments, relays, documentation, clouds' own addresses.
_NOT_PUBLIC = [
    ip_network(block)
    for block in ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32", "2001::/23", "2001:db8::/32", "3fff::/20")
]


class AddressRefused(httpx.RequestError):
    """The address leads into our own network, or is not http(s)."""


class AnswerRefused(httpx.RequestError):
    """The response is too long, or compressed so that its length is unknown."""


def client(*, max_bytes: int = MAX_BYTES, timeout: float = TIMEOUT) -> httpx.Client:
    """An HTTP client for addresses from outside; use it in a `with` block.

    Whatever goes wrong is an httpx.HTTPError, AddressRefused and AnswerRefused among them, or, for an address
    that is none, an httpx.InvalidURL.
    `max_bytes` is the longest answer taken.
    """
    return httpx.Client(
        transport=_VettedTransport(max_bytes),
        timeout=timeout,
        follow_redirects=False,
        trust_env=False,
        headers={"User-Agent": "Qiao", "Accept-Encoding": "identity"},
    )


def vetted_addresses(host: str, port: int) -> list[str]:
    """IP addresses of a host that may be connected to. Raises AddressRefused when there is none.

    For other protocols too: connect to one of these and not to the name.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpx.ConnectError(f"{host} cannot be resolved: {error}") from error
    addresses = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    allowed = _Allowed(getattr(settings, "HTTP_ALLOWED_HOSTS", ()))
    vetted = [address for address in addresses if is_public(address) or allowed.has(host, port, address)]
    if not vetted:
        raise AddressRefused(f"{host} is not a public address; an administrator can allow it")
    return list(dict.fromkeys(map(str, vetted)))


def is_public(address: _Address) -> bool:
    """Whether an address belongs to the internet at large, also when it is an IPv4 address inside an IPv6 one."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner:
            return is_public(inner)
        if address not in _PUBLIC_IPV6:
            return False
    is_excepted = any(address in block for block in _NOT_PUBLIC)
    return address.is_global and not address.is_multicast and not is_excepted


class _Allowed:
    """The exceptions of settings.HTTP_ALLOWED_HOSTS."""

    def __init__(self, entries: Iterable[str]) -> None:
        self.hosts = {entry.lower() for entry in entries}
        self.networks: list[IPv4Network | IPv6Network] = []
        for entry in self.hosts:
            try:
                self.networks.append(ip_network(entry, strict=False))
            except ValueError:
                continue  # a name

    def has(self, host: str, port: int, address: _Address) -> bool:
        name = host.lower().rstrip(".")
        if name in self.hosts or f"{name}:{port}" in self.hosts or f"[{name}]:{port}" in self.hosts:
            return True
        return any(address in network for network in self.networks)


class _VettedTransport(httpx.HTTPTransport):
    """httpx's transport over a pool that connects to judged addresses only, and keeps no connection."""

    def __init__(self, max_bytes: int) -> None:
        super().__init__(trust_env=False)
        self._max_bytes = max_bytes
        self._pool.close()
        # httpx has no parameter for this part of httpcore's public interface.
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_keepalive_connections=0,
            network_backend=_VettedBackend(),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.scheme not in ("http", "https"):
            raise AddressRefused(f"{request.url.scheme} is neither http nor https", request=request)
        response = super().handle_request(request)
        encoding = response.headers.get("Content-Encoding", "identity").lower()
        length = response.headers.get("Content-Length", "")
        if encoding not in ("", "identity") or (length.isdecimal() and int(length) > self._max_bytes):
            response.close()
            raise AnswerRefused(f"the answer is {encoding} and {length or 'unknown'} bytes long", request=request)
        if isinstance(response.stream, httpx.SyncByteStream):
            response.stream = _Capped(response.stream, self._max_bytes)
        return response


class _Capped(httpx.SyncByteStream):
    """A response that is refused as soon as it becomes too long."""

    def __init__(self, stream: httpx.SyncByteStream, most: int) -> None:
        self._stream, self._most = stream, most

    def __iter__(self) -> Iterator[bytes]:
        received = 0
        for chunk in self._stream:
            received += len(chunk)
            if received > self._most:
                raise AnswerRefused(f"the answer is longer than {self._most} bytes")
            yield chunk

    def close(self) -> None:
        self._stream.close()


class _VettedBackend(httpcore.SyncBackend):
    """Connects to the judged addresses of a host, one after the other."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in vetted_addresses(host, port):
            try:
                stream = super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return _Timed(stream, time.monotonic() + LONGEST)
        raise failure


class _Timed(httpcore.NetworkStream):
    """A connection that ends at a given moment, so that nobody holds a worker by sending a byte a second."""

    def __init__(self, stream: httpcore.NetworkStream, ends_at: float) -> None:
        self._stream, self._ends_at = stream, ends_at

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._left(timeout))
        return _Timed(secured, self._ends_at)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def _left(self, timeout: float | None) -> float:
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout(f"the exchange took longer than {LONGEST:.0f} s")
        return left if timeout is None else min(left, timeout)
