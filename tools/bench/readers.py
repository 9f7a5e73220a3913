"""Many signed-in readers at once: a small asyncio client over keep-alive connections."""

import asyncio
import random
import time
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Reading:
    """What one run of the readers saw; times in ms."""

    readers: int
    seconds: float
    walls: list[float] = field(default_factory=list)
    errors: int = 0
    client_cpu: float = 0.0

    def told(self) -> dict[str, Any]:
        return {
            "readers": self.readers,
            "requests": len(self.walls),
            "errors": self.errors,
            "per_second": round(len(self.walls) / self.seconds, 1),
            "p50_ms": quantile(self.walls, 0.5),
            "p95_ms": quantile(self.walls, 0.95),
            "p99_ms": quantile(self.walls, 0.99),
            "client_cpu_share": round(self.client_cpu / self.seconds, 2),
        }


def quantile(values: list[float], share: float) -> float:
    """Answer the smallest value that `share` of the values do not pass."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)


async def _ask(streams: Any, path: str, cookie: str, port: int) -> tuple[int, bool]:
    """Send one GET and read its whole answer; answer the status and if the connection stays."""
    reader, writer = streams
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n"
    writer.write((head + "Connection: keep-alive\r\n\r\n").encode())
    await writer.drain()
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
    status = int(lines[0].split()[1])
    length = next((int(x.split(":")[1]) for x in lines if x.startswith("content-length:")), None)
    if length is None:
        raise ConnectionError("an answer without a length")
    await reader.readexactly(length)
    return status, "connection: close" not in lines


async def _page(streams: Any, path: str, cookie: str, port: int) -> tuple[Any, int]:
    """Answer the connection to go on with, if any, and the status; 0 where none came."""
    try:
        if streams is None:
            streams = await asyncio.open_connection("127.0.0.1", port)
        status, stays = await _ask(streams, path, cookie, port)
        return (streams if stays else None), status
    except (OSError, asyncio.IncompleteReadError, IndexError):
        return None, 0


async def _reader(number: int, who: tuple[str, list[str]], told: Reading, plan: Any) -> None:
    """Read pages with pauses until the end; the first rounds warm the server and do not count."""
    port, think, counts_from, until = plan
    cookie, paths = who
    draw = random.Random(number)
    streams = None
    await asyncio.sleep(draw.random() * think)
    while time.monotonic() < until:
        begun = time.monotonic()
        was_open, path = streams is not None, draw.choice(paths)
        streams, status = await _page(streams, path, cookie, port)
        if was_open and not status:  # closed while nobody asked, as it may be: a browser asks again
            streams, status = await _page(None, path, cookie, port)
        if begun >= counts_from:
            told.walls.append((time.monotonic() - begun) * 1000)
            told.errors += status != 200
        await asyncio.sleep(draw.expovariate(1 / think))


def read(
    people: list[tuple[str, list[str]]], *, port: int, seconds: float, think: float = 1.0
) -> dict[str, Any]:
    """Let each of `people` (cookie, paths) read with a mean pause of `think` seconds.

    The first fifth of the time, at least 5 s, is warm-up and does not count.
    """
    warm = max(5.0, seconds / 5)
    told = Reading(len(people), seconds)

    async def everybody() -> None:
        begun = time.monotonic()
        plan = (port, think, begun + warm, begun + warm + seconds)
        await asyncio.gather(*(_reader(n, who, told, plan) for n, who in enumerate(people)))

    cpu = time.process_time()
    asyncio.run(everybody())
    told.client_cpu = time.process_time() - cpu
    return told.told()
