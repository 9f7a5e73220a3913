"""Look at processes of this machine without waiting blindly."""

import os
import select
import socket
from pathlib import Path


def children_of(pid: int) -> list[int]:
    """All processes below `pid`, at any depth."""
    direct = [
        int(word)
        for task in Path(f"/proc/{pid}/task").glob("*/children")
        for word in task.read_text().split()
    ]
    return direct + [deeper for child in direct for deeper in children_of(child)]


def survivors(pids: list[int], *, seconds: float = 20) -> list[int]:
    """Wait until every process has ended; answer those that did not."""
    alive = []
    for pid in pids:
        try:
            handle = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        ready, _, _ = select.select([handle], [], [], seconds)
        os.close(handle)
        if not ready:
            alive.append(pid)
    return alive


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
