"""make bench-documents: notices against bare WeasyPrint, two workers against one, and the volume.

    python -m tools.bench.documents [--notices 1334] [--lengths 24]

Needs no database: it measures printing and binding alone. CPU seconds and their ratios are from one
run, since the machine has other work; wall seconds tell how two workers share it.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import django

BLOCK = 20
SENTENCE = "经调查核实，该同志在防汛值守期间三次离岗，经提醒仍未改正，影响了工作。"


def notice(number: int, sentences: int = 3) -> str:
    """Answer the HTML of a notice; so many sentences more move its imprint from page to page."""
    from django.template.loader import render_to_string  # noqa: PLC0415 - after the settings

    facts = [
        {"ground": "工作不力", "code": "SQ-02", "text": SENTENCE * sentences, "finding": "属实"},
        {"ground": "服务意识不强", "code": "SQ-06", "text": SENTENCE * 2, "finding": "属实"},
    ]
    told = {
        "issuer": "中共石泉县委组织部",
        "reference": f"石组召〔2018〕{number}号",
        "title": "召回通知书",
        "requested_on": "2018-05-10",
        "addressee": f"王某{number}同志",
        "cadre": f"王某{number}",
        "unit": "石泉县安全生产监督管理局",
        "post_title": "综合股股长",
        "campaign_title": "石泉县2018年干部召回",
        "facts": facts,
        "decision": {"meeting": "部务会", "held_on": "2018年5月8日", "present": 7, "due": 8},
        "duties": ["按时报到", "遵守学习纪律"],
        "treatment": "其间人事、工资关系不变",
        "remedy": {"text": "可以书面提出", "last_day": "2018年6月11日", "office": "监督科"},
        "issued_on": "2018年5月10日",
        "copies_to": ["石泉县安全生产监督管理局"],
    }
    return render_to_string("documents/recall_notice.html", told)


def ours(html: str) -> Any:
    from core.documents import pdf  # noqa: PLC0415

    mark = "HTTPS://RECALL.EXAMPLE/V/0123456789ABCDEF"
    return pdf.render(html, code=lambda page: f"{page:016}", mark=mark)


def bare(html: str) -> None:
    """Print the same HTML by WeasyPrint alone, with the same faces and style sheet."""
    from weasyprint import HTML  # noqa: PLC0415

    from core.documents import pdf  # noqa: PLC0415

    tree = HTML(string=html, url_fetcher=pdf.ClosedFetcher())
    tree.write_pdf(font_config=pdf._fonts(os.getpid()), pdf_variant=pdf.VARIANT)


def cpu(act: Callable[[], Any]) -> float:
    """Answer the CPU seconds of an act, the least of three."""
    spent = []
    for _ in range(3):
        begun = time.process_time()
        act()
        spent.append(time.process_time() - begun)
    return min(spent)


def ratios(lengths: int) -> None:
    """Print how much more a notice costs than bare, by where its imprint comes to stand."""
    told: dict[str, list[tuple[float, float]]] = {}
    for length in range(lengths):
        html = notice(1, length)
        page = ours(html).anchors["banji"]
        is_own = page > 1 and ours(html).page_count != _bare_pages(html)
        kind = "imprint on a page of its own" if is_own else "imprint at the foot of the text"
        told.setdefault(kind, []).append((cpu(lambda: ours(html)), cpu(lambda: bare(html))))  # noqa: B023
    for kind, rows in told.items():
        mine, plain = (sum(row[place] for row in rows) / len(rows) for place in (0, 1))
        cells = (len(rows), round(mine * 1000), round(plain * 1000), round(mine / plain, 2))
        print(f"| notice, {kind} | {cells[0]} lengths; {cells[1]} : {cells[2]} ms | {cells[3]} |")


def _bare_pages(html: str) -> int:
    from weasyprint import HTML  # noqa: PLC0415

    from core.documents import pdf  # noqa: PLC0415

    tree = HTML(string=html, url_fetcher=pdf.ClosedFetcher())
    return len(tree.render(font_config=pdf._fonts(os.getpid())).pages)


def worked(task: tuple[int, int, int, str]) -> tuple[float, int, int]:
    """Print every `step`-th notice from `first`; answer CPU s, MB after a tenth and at most."""
    first, step, count, folder = task
    begun, early = time.process_time(), 0
    for number in range(first, count, step):
        body = ours(notice(number)).body
        Path(folder, f"{number:05}.pdf").write_bytes(body)
        if number <= count // 10:
            early = _megabytes()
    return time.process_time() - begun, early, _megabytes()


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def batch(workers: int, count: int, folder: str) -> float:
    """Print all notices with so many workers; answer notices a second of the clock."""
    tasks = [(first, workers, count, folder) for first in range(workers)]
    begun = time.monotonic()
    with get_context("fork").Pool(workers, maxtasksperchild=1) as pool:
        told = pool.map(worked, tasks, chunksize=1)
    rate = count / (time.monotonic() - begun)
    spent, early, most = (max(row[place] for row in told) for place in (0, 1, 2))
    each = sum(row[0] for row in told) / count * 1000
    print(
        f"| {count} notices, {workers} workers | {rate:.1f} a second; {each:.0f} ms of CPU each,"
        f" {spent:.0f} s the longest | {early} MB after a tenth, {most} MB at most |"
    )
    return rate


def volume(count: int, folder: str) -> float:
    """Bind all notices in one file; answer notices a second of the clock."""
    from core.documents.stacking import Stack  # noqa: PLC0415

    places = sorted(Path(folder).glob("*.pdf"))
    begun, spent, target = time.monotonic(), time.process_time(), Path(folder, "volume")
    with target.open("wb") as file:
        stack, found = Stack(file), []
        for start in range(0, count, BLOCK):
            found += stack.add([place.read_bytes() for place in places[start : start + BLOCK]])
        marks = [(f"{page}", place) for page, place in found]
        stack.finish(title="volume", marks=[("all", marks)])
    rate = count / (time.monotonic() - begun)
    each = (time.process_time() - spent) / count * 1000
    print(
        f"| volume of {count}, {stack.page_count} pages, {target.stat().st_size / 1e6:.0f} MB |"
        f" {rate:.1f} a second; {each:.1f} ms of CPU each | {_megabytes()} MB at most |"
    )
    return rate


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure printing and binding.")
    parser.add_argument("--notices", type=int, default=1334)
    parser.add_argument("--lengths", type=int, default=24)
    parser.add_argument("--volume", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    if options.volume:  # in a process of its own, so that its memory is its own
        volume(options.notices, options.volume)
        return
    print("| what | measured | beside |\n|---|---|---|")
    ratios(options.lengths)
    with tempfile.TemporaryDirectory(prefix="recall-bench-") as folder:
        one = batch(1, options.notices, folder)
        two = batch(2, options.notices, folder)
        print(f"| two workers against one | {two / one:.2f} × | asked ≥ 1.8 |", flush=True)
        words = [f"--volume={folder}", f"--notices={options.notices}"]
        subprocess.run([sys.executable, "-m", "tools.bench.documents", *words], check=True)


if __name__ == "__main__":
    main()
