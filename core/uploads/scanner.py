"""clamd over its socket (INSTREAM). What it does not clearly call clean is not released."""

import socket
import struct
from collections.abc import Iterator

from django.conf import settings

_CHUNK = 64 * 1024  # bytes
_SECONDS = 30


class ScannerDown(Exception):
    """The scanner did not answer, or not what its protocol allows."""


def is_configured() -> bool:
    return bool(settings.CLAMD_ADDRESS)


def scan(content: bytes) -> str:
    """Answer the name of what was found, empty for a clean file.

    :raises ScannerDown: no clear answer came; the file must not be released
    """
    try:
        with _line() as line:
            line.sendall(b"zINSTREAM\0")
            for part in _parts(content):
                line.sendall(struct.pack("!I", len(part)) + part)
            line.sendall(struct.pack("!I", 0))
            answer = _answer(line)
    except OSError as error:
        raise ScannerDown(type(error).__name__) from error
    return _verdict(answer)


def _line() -> socket.socket:
    """Open the socket that CLAMD_ADDRESS names: unix:/path or tcp:host:port."""
    kind, _sign, place = settings.CLAMD_ADDRESS.partition(":")
    if kind == "unix":
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(_SECONDS)
        try:
            line.connect(place)
        except OSError:
            line.close()
            raise
        return line
    host, _sign, port = place.rpartition(":")
    if kind != "tcp" or not port.isdigit():
        raise ScannerDown("CLAMD_ADDRESS must be unix:/path or tcp:host:port")
    return socket.create_connection((host, int(port)), timeout=_SECONDS)


def _parts(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), _CHUNK):
        yield content[start : start + _CHUNK]


def _answer(line: socket.socket) -> str:
    told = b""
    while not told.endswith(b"\0") and len(told) < 4096:
        more = line.recv(4096)
        if not more:
            break
        told += more
    return told.rstrip(b"\0").decode("utf-8", "replace").strip()


def _verdict(answer: str) -> str:
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")[:120]
    raise ScannerDown("unclear answer")
