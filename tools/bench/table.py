"""The figures as one page of Markdown, with what is missed and the measured neighbour beside."""

import os
import platform
from pathlib import Path
from typing import Any

from tools.bench.peers import HORILLA

Told = dict[str, Any]
READERS_P95_MS = 300
HEAD = "## Rules, ballots, ledger"  # the chapter of tools.bench.methods
SEARCH_P95_MS = {60_000: 50, 1_000_000: 100}


def machine() -> str:
    """Answer processor, cores, memory and versions."""
    cpu = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores ({cpu}), {memory:.0f} GiB, Linux {platform.release()}, "
        f"Python {platform.python_version()}, load average at the end {load:.1f}"
    )


def _sizes(told: Told) -> list[str]:
    return sorted(told, key=int)


def _against(value: float, limit: float) -> str:
    return f"{value:,}" if value <= limit else f"**{value:,}** (> {limit:,})"


def chapter(text: str) -> str:
    """Answer the chapter of a page of figures, empty where there is none."""
    _before, found, rest = text.partition(HEAD)
    return f"{HEAD}{rest}" if found else ""


def _pages(told: Told) -> list[str]:
    sizes = _sizes(told)
    lines = [
        "| page | people | wall ms | app CPU ms | queries | bytes | Horilla at 20,000: CPU ms,"
        " queries, bytes |",
        "|---|---|---|---|---|---|---|",
    ]
    for name in dict.fromkeys(name for size in sizes for name in told[size]["pages"]):
        for size in sizes:
            row = told[size]["pages"].get(name)
            if row is None:
                continue
            peer = HORILLA.get(row["peer"])
            beside = (
                f"{peer.page}: {peer.cpu_ms:,}, {peer.queries:,}, {peer.size:,}" if peer else ""
            )
            if "cpu_ms" not in row:
                lines.append(
                    f"| {name} | {int(size):,} | status {row['status']} | | | | {beside} |"
                )
                continue
            may = row["may"]
            cells = [_against(row[key], may[key]) for key in ("cpu_ms", "queries", "bytes")]
            lines.append(
                f"| {name} | {int(size):,} | {row['wall_ms']} | {' | '.join(cells)} | {beside} |"
            )
    return lines


def _search(told: Told) -> list[str]:
    lines = [
        "| people | viewer | questions | p50 ms | p95 ms | p99 ms | slowest ms | words | index |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for size in _sizes(told):
        search = told[size]["search"]
        rest = f"{search['words']:,} | {search['index_bytes'] / 2**20:,.0f} MiB"
        for role, row in search.items():
            if isinstance(row, dict):
                times = " | ".join(str(row[k]) for k in ("p50_ms", "p95_ms", "p99_ms", "max_ms"))
                lines.append(f"| {int(size):,} | {role} | {row['questions']} | {times} | {rest} |")
    return lines


def _pairs(told: Told, part: str) -> list[str]:
    lines = [f"| people | {part} |", "|---|---|"]
    for size in _sizes(told):
        rows = told[size].get(part) or {}
        said = "; ".join(f"{key} {value}" for key, value in rows.items())
        lines.append(f"| {int(size):,} | {said or '-'} |")
    return lines


def missed(told: Told) -> list[str]:
    """Answer every figure that passes its limit, as one line each."""
    found = []
    for size in _sizes(told):
        for name, row in told[size]["pages"].items():
            for key, limit in row["may"].items():
                if row.get(key, limit + 1) > limit:
                    found.append(f"{name}, {int(size):,} people: {key} {row.get(key)} > {limit}")
        readers = told[size].get("readers") or {}
        if readers and (readers["errors"] or readers["p95_ms"] > READERS_P95_MS):
            found.append(f"readers, {int(size):,} people: {readers}")
        for role, row in told[size]["search"].items():
            limit = 50 if int(size) <= 60_000 else 100
            if isinstance(row, dict) and row["p95_ms"] > limit:
                found.append(f"search as {role}, {int(size):,} people: p95 {row['p95_ms']} ms")
    return found


def page(told: Told, *, command: str) -> str:
    """Answer docs/bench.md."""
    faults = missed(told) or ["nothing"]
    parts = [
        "# Figures on generated data",
        "",
        f"Written by `{command}`. Machine: {machine()}.",
        "Pages are asked 20 times after warm-up by one client in the process of the application;"
        " wall and CPU are medians, bytes are before compression. Over its ceiling is bold.",
        "Horilla 1.5 was measured on the same stack with 20,000 people (issue 3, features"
        " reference, section 3); its page beside ours is the one that does the same.",
        "",
        "## Pages",
        "",
        *_pages(told),
        "",
        "## Search (two queries with scope and lines; whole names, beginnings, insides, pinyin)",
        "",
        *_search(told),
        "",
        "## Signed-in readers at once, think time 1 s, gunicorn 2 × 4 threads, client on the same"
        " cores",
        "",
        *_pairs(told, "readers"),
        "",
        "## Works",
        "",
        *_pairs(told, "works"),
        "",
        "## Generating",
        "",
        *_pairs(told, "generate"),
        "",
        "## Missed",
        "",
        *(f"- {fault}" for fault in faults),
        "",
    ]
    return "\n".join(parts)
