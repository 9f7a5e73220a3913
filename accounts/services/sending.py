"""Sending a signed word over HTTPS to an address that was checked, and to no other.

The name is looked up once; every address it has must be allowed, and the connection goes to one of
those very addresses, so that a second look-up cannot lead elsewhere. Redirects are not followed.
Signature: Standard Webhooks (webhook-id, webhook-timestamp, webhook-signature v1).
"""

import base64
import hmac
import json
import socket
import ssl
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from http.client import HTTPException, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from core.errors import DomainError

PREFIX = "whsec_"
_PORT = 443
_EACH, _WHOLE = 5.0, 10.0  # seconds: one step of the talk, all of it
_Address = IPv4Address | IPv6Address
_NAT64 = ip_network("64:ff9b::/96")


class NotSent(DomainError):
    """The word did not arrive; the sentence holds nothing of the answer but its status."""


def is_allowed(address: _Address) -> bool:
    """Answer whether words may go to an address.

    Public ones, and those of HOOK_NETWORKS: a county's intranet is private, so the office names it.
    """
    found = getattr(address, "ipv4_mapped", None) or address
    if any(found in network for network in settings.HOOK_NETWORKS):
        return True
    carries = getattr(found, "sixtofour", None) or getattr(found, "teredo", None)
    if carries or found in _NAT64:  # an IPv4 address inside, private or not
        return False
    return found.is_global and not found.is_multicast


def is_fit(url: str) -> bool:
    """Answer whether an address may be registered: https, a host, no user, no query, no fragment.

    One that is written as a number is judged at once; a name is when it is looked up.
    """
    try:
        told = urlsplit(url)
        port = told.port
    except ValueError:
        return False
    plain = not (told.username or told.password or told.query or told.fragment)
    if told.scheme != "https" or not told.hostname or not plain or port == 0:
        return False
    try:
        return is_allowed(ip_address(told.hostname))
    except ValueError:
        return not url.isspace() and url.isascii() and " " not in url


def signature(secrets: Iterable[str], *, uid: str, stamp: int, body: bytes) -> str:
    """Answer one signature for each secret, parted by blanks."""
    words = f"{uid}.{stamp}.".encode() + body
    return " ".join(
        "v1," + base64.b64encode(hmac.new(_key(secret), words, sha256).digest()).decode()
        for secret in secrets
    )


def _key(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix(PREFIX))


def send(
    url: str, *, uid: str, told: dict[str, object], secrets: list[str], sent_at: datetime
) -> int:
    """Post a word; answer the status, which is one of 200 to 299.

    :raises NotSent: no such host, an address that is not allowed, no answer in time, another status
    """
    body = json.dumps(told, separators=(",", ":"), sort_keys=True).encode()
    stamp = int(sent_at.timestamp())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "recall-webhooks/1",
        "webhook-id": uid,
        "webhook-timestamp": str(stamp),
        "webhook-signature": signature(secrets, uid=uid, stamp=stamp, body=body),
    }
    status = _posted(url, body, headers)
    if not 200 <= status < 300:
        raise NotSent(_("对方应答 %(status)s。") % {"status": status})
    return status


def _posted(url: str, body: bytes, headers: dict[str, str]) -> int:
    told = urlsplit(url)
    talk = _Talk(told.hostname or "", told.port or _PORT, context=_trust())
    clock = Timer(_WHOLE, talk.hang_up)
    clock.start()
    try:
        talk.request("POST", told.path or "/", body, headers)
        return talk.getresponse().status
    except (OSError, HTTPException) as error:
        raise NotSent(_("没有送到：%(why)s。") % {"why": type(error).__name__}) from error
    finally:
        clock.cancel()
        talk.close()


def _trust() -> ssl.SSLContext:
    """Answer whom to believe: the system's authorities, and the office's own if it has one."""
    context = ssl.create_default_context()
    if settings.HOOK_CA_FILE:
        context.load_verify_locations(settings.HOOK_CA_FILE)
    return context


class _Talk(HTTPSConnection):
    """A connection to a checked address, under the certificate of the name that was asked for."""

    def __init__(self, host: str, port: int, *, context: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=_EACH, context=context)
        self._trust = context
        self.sock: ssl.SSLSocket | None = None

    def connect(self) -> None:
        address = self._checked()
        plain = socket.create_connection((address, self.port), self.timeout)
        self.sock = self._trust.wrap_socket(
            plain, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.sock.do_handshake()  # within reach of hang_up

    def _checked(self) -> str:
        """Answer the first address of the name, if every one of them is allowed.

        :raises NotSent: the name leads to an address that is not
        """
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        addresses = [str(one[4][0]) for one in found]
        if not all(is_allowed(ip_address(one.partition("%")[0])) for one in addresses):
            raise NotSent(_("通知地址指向不允许的网络，见 HOOK_NETWORKS。"))
        return addresses[0]

    def hang_up(self) -> None:
        """End a talk that has lasted too long, whatever it waits for."""
        with suppress(OSError):
            if self.sock is not None:
                self.sock.shutdown(socket.SHUT_RDWR)
