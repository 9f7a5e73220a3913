"""A small clamd that speaks the real protocol on a socket of its own; it knows EICAR alone."""

import socket
import struct
import threading
from contextlib import contextmanager

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def _read(line, count):
    told = b""
    while len(told) < count:
        more = line.recv(count - len(told))
        if not more:
            raise ConnectionError
        told += more
    return told


def _serve(line, answer):
    with line:
        if _read(line, 10) != b"zINSTREAM\0":
            line.sendall(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while size := struct.unpack("!I", _read(line, 4))[0]:
            content += _read(line, size)
        if answer is not None:
            line.sendall(answer)
        elif EICAR in content:
            line.sendall(b"stream: Eicar-Test-Signature FOUND\0")
        else:
            line.sendall(b"stream: OK\0")


@contextmanager
def clamd(path, *, answer=None):
    """Run it on a unix socket; `answer` makes it say something else. Gives CLAMD_ADDRESS."""
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(path))
        door.listen()

        def run():
            while True:
                try:
                    line, _place = door.accept()
                except OSError:
                    return
                _serve(line, answer)

        worker = threading.Thread(target=run, daemon=True)
        worker.start()
        yield f"unix:{path}"
        door.shutdown(socket.SHUT_RDWR)
        worker.join(5)
