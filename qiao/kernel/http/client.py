"""One client for all outgoing requests: it vets the address it really connects to.

The name is resolved once, every address is checked, and the connection goes to the checked address, so a
name that answers differently the second time (DNS rebinding) gains nothing. Redirects are not followed.
`settings.HTTP_ALLOWED_HOSTS` names internal hosts (`host` or `host:port`) an operator trusts.
"""

import ipaddress
import socket
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx
from django.conf import settings

TIMEOUT_SECONDS = 7.0
LARGEST_ANSWER = 100 * 1024
SCHEMES = ("https", "http")
Network = httpcore.SOCKET_OPTION


class AddressRefused(httpx.ConnectError):
    """The address is private, local or otherwise not of the public internet, or its scheme is not HTTP."""


class AnswerTooLarge(httpx.HTTPError):
    """The answer is longer than was allowed; nothing of it was used."""


def client(*, timeout: float = TIMEOUT_SECONDS) -> httpx.Client:
    """A client that refuses inner addresses. Use as a context manager."""
    return httpx.Client(transport=_VettedTransport(), timeout=timeout, follow_redirects=False, trust_env=False)


def fetch(
    method: str, url: str, *, most: int = LARGEST_ANSWER, timeout: float = TIMEOUT_SECONDS, **request: Any
) -> httpx.Response:
    """One request whose answer is read up to `most` bytes. Raises AddressRefused, AnswerTooLarge, httpx.HTTPError."""
    with client(timeout=timeout) as one, one.stream(method, url, **request) as response:
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > most:
                raise AnswerTooLarge(f"{url} answered more than {most} bytes.")
        headers = [(name, value) for name, value in response.headers.raw if name.lower() not in _OF_THE_WIRE]
        return httpx.Response(response.status_code, headers=headers, content=bytes(body), request=response.request)


# the body is already decoded and whole
_OF_THE_WIRE = {b"content-encoding", b"transfer-encoding", b"content-length"}


def is_public(address: str) -> bool:
    """Whether an IP address (v4, v6, or v4 inside v6) belongs to the public internet."""
    found = ipaddress.ip_address(address.split("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_trusted(host: str, port: int) -> bool:
    """Whether the operator named this host as one of ours."""
    trusted = getattr(settings, "HTTP_ALLOWED_HOSTS", [])
    return host in trusted or f"{host}:{port}" in trusted


def vetted_address(host: str, port: int) -> str:
    """The address to connect to. Raises AddressRefused when any address of the name is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise httpx.ConnectError(f"{host} cannot be found: {error}") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not is_trusted(host, port):
        for address in addresses:
            if not is_public(address):
                raise AddressRefused(f"{host} is at {address}, which is not a public address.")
    return addresses[0]


class _VettedBackend(httpcore.SyncBackend):
    """Resolves and checks, then connects to exactly what was checked."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Network] | None = None,
    ) -> httpcore.NetworkStream:
        return super().connect_tcp(vetted_address(host, port), port, timeout, local_address, socket_options)

    def connect_unix_socket(self, *_arguments: Any, **_options: Any) -> httpcore.NetworkStream:
        raise AddressRefused("Unix sockets are not addresses of the internet.")


class _VettedTransport(httpx.HTTPTransport):
    """httpx's transport on the vetting backend; TLS still checks the certificate for the name."""

    def __init__(self) -> None:
        super().__init__(trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=_VettedBackend()
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.scheme not in SCHEMES:
            raise AddressRefused(f"{request.url.scheme} is not allowed.")
        return super().handle_request(request)
