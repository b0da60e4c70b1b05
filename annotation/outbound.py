"""HTTP to addresses that people typed: only to public hosts, checked at the moment of connecting.

The host is resolved once, every address is checked, and the connection goes to a checked address,
so that neither a private address nor a second answer of the name server is ever contacted.
Redirects are not followed. Pure standard library.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from annotation.errors import InvalidError, Problem

ANSWER_BYTES = 2_000
PORTS = {"http": 80, "https": 443}
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
PUBLIC_V6 = ipaddress.ip_network("2000::/3")
# Python calls these global, but what lies behind them may be an inside.
NOT_PUBLIC = [ipaddress.ip_network("192.0.0.0/24"), ipaddress.ip_network("2002::/16")]


@dataclass(frozen=True, slots=True)
class Answer:
    """The status and the first ``ANSWER_BYTES`` bytes of the body, as text."""

    status: int
    body: str


def check(url: str, allowed: Collection[Network] = ()) -> None:
    """Raise ``InvalidError`` unless it is http(s) to a public host, without credentials."""
    _target(url, allowed)


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    seconds: float = 10.0,
    allowed: Collection[Network] = (),
) -> Answer:
    """POST ``body``; ``allowed`` networks are exempt from the check.

    Raises ``InvalidError`` for a forbidden address, ``OSError`` or ``http.client.HTTPException``
    when nothing sensible answers in ``seconds`` after connecting.
    """
    scheme, host, port, path, address = _target(url, allowed)
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    sock = socket.create_connection((address, port), timeout=seconds)
    if scheme == "https":
        context = ssl.create_default_context()
        sock = context.wrap_socket(sock, server_hostname=host, do_handshake_on_connect=False)
    connection.sock = sock
    try:
        with _ending(sock, seconds):
            if isinstance(sock, ssl.SSLSocket):
                sock.do_handshake()
            connection.request("POST", path, body, dict(headers))
            answer = connection.getresponse()
            return Answer(answer.status, answer.read(ANSWER_BYTES).decode("utf-8", "replace"))
    finally:
        connection.close()


@contextmanager
def _ending(sock: socket.socket, seconds: float) -> Iterator[None]:
    """Cut the connection off after ``seconds``: the socket's own limit starts anew at each byte."""
    late = threading.Event()

    def cut() -> None:
        late.set()
        with suppress(OSError):  # the other side was first
            # The plain socket's: TLS would want to say goodbye.
            socket.socket.shutdown(sock, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException) as error:
        if late.is_set():
            raise TimeoutError(f"no whole answer in {seconds:g} seconds") from error
        raise
    finally:
        timer.cancel()
        timer.join()


def _target(url: str, allowed: Collection[Network]) -> tuple[str, str, int, str, str]:
    """Scheme, host, port, path with query, and a checked address of the host."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise _refused("The address must begin with http:// or https://.") from None
    if not parts.hostname or parts.username or parts.password:
        raise _refused("The address must name a host, without a user or password.")
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise _refused(f"The host {parts.hostname!r} is not known.") from None
    addresses = [str(entry[4][0]) for entry in found]
    if not all(_is_allowed(address, allowed) for address in addresses):
        raise _refused("The address must be a public one.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, parts.hostname, port, path, addresses[0]


def _is_allowed(text: str, allowed: Collection[Network]) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    # ::ffff:10.0.0.1 is 10.0.0.1 and must be judged as that.
    address = getattr(address, "ipv4_mapped", None) or address
    if any(address in network for network in allowed):
        return True
    if address.version == 6 and address not in PUBLIC_V6:
        return False
    odd = any(address in network for network in NOT_PUBLIC)
    return address.is_global and not address.is_multicast and not odd


def _refused(message: str) -> InvalidError:
    return InvalidError([Problem("address", "url", message)], message)
