"""Measure one database: pages one by one, the search, the works, and many readers at once."""

import json
import os
import random
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.models import Grant, User
from cadres.models import Cadre
from core.search.models import Word
from portal.queries import finding
from recall.models import Case
from tools.bench import readers as crowd
from tools.bench import works
from tools.bench.pages import CEILINGS, PAGES, Page, address, asker
from tools.bench.readers import quantile
from tools.crew import free_port
from units.models import Jurisdiction, Unit

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 20
PATIENCE = 10  # seconds for one page; a slow one is asked less often
READ = ("home", "home of a unit", "nomination list", "case list", "dossier of a case", "nomination")


def main(options: Any) -> dict[str, Any]:
    """Answer all figures of the database that the environment names."""
    if not (Path(os.environ["RECALL_VAR"]) / "static").exists():
        call_command("collectstatic", interactive=False, verbosity=0)
    counted = (("people", Cadre), ("units", Unit), ("accounts", User), ("cases", Case))
    rows = {name: model.objects.count() for name, model in counted}
    if options.search_only:
        return {"rows": rows, "pages": {}, "search": search(), "works": {}, "readers": {}}
    return {
        "rows": rows,
        "pages": pages(),
        "search": search(),
        "works": {} if options.no_works else works.measured(),
        "readers": readers(options.readers, options.seconds) if options.readers else {},
    }


def client(user: User) -> Client:
    made = Client(SERVER_NAME="127.0.0.1")
    made.force_login(user)
    return made


def pages() -> dict[str, Any]:
    """Answer wall and CPU in ms (medians), queries, bytes and ceiling of every page there is."""
    told: dict[str, Any] = {}
    for page in PAGES:
        user = asker(page.role)
        url = user and address(page, user)
        if not url:
            continue
        ceiling = CEILINGS[page.kind]
        told[page.name] = {
            **_page(client(user), page, url),
            "peer": page.peer,
            "may": {"queries": ceiling.queries, "bytes": ceiling.bytes, "cpu_ms": ceiling.cpu_ms},
        }
        print(page.name, json.dumps(told[page.name], ensure_ascii=False), file=sys.stderr)
    return told


def _page(browser: Client, page: Page, url: str) -> dict[str, Any]:

    headers = {"HX-Request": "true"} if page.htmx else {}

    def ask() -> Any:
        if page.data is not None:
            return browser.post(url, page.data, headers=headers)
        return browser.get(url, headers=headers)

    for _ in range(3):
        answer = ask()
    if answer.status_code != 200:
        return {"status": answer.status_code}
    walls, cpus = [], []
    until = time.monotonic() + PATIENCE
    while len(walls) < ROUNDS and (not walls or time.monotonic() < until):
        wall, cpu = time.perf_counter(), time.process_time()
        ask()
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
    with CaptureQueriesContext(connection) as queries:
        ask()
    return {
        "wall_ms": round(statistics.median(walls), 1),
        "cpu_ms": round(statistics.median(cpus), 1),
        "queries": len(queries),
        "bytes": len(answer.content),
    }


def search() -> dict[str, Any]:
    """Answer the times of both search queries over 400 questions of every shape, in ms."""

    told = {}
    questions = _questions()
    for name, user in _searchers():
        finding.found(user, "王")
        walls = []
        for question in questions:
            begun = time.perf_counter()
            finding.found(user, question)
            walls.append((time.perf_counter() - begun) * 1000)
        told[name] = {
            "questions": len(walls),
            **{f"p{p}_ms": quantile(walls, p / 100) for p in (50, 95, 99)},
            "max_ms": round(max(walls), 1),
        }
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), pg_total_relation_size('search_word') FROM search_word")
        told["words"], told["index_bytes"] = cursor.fetchone()
    return told


def _searchers() -> Iterator[tuple[str, User]]:
    """Answer who asks: one of each reach, and somebody to whom everybody is shown."""
    for role in (Role.PREFECTURE_VIEWER, Role.COUNTY_ADMIN, Role.UNIT_CLERK):
        yield str(role), asker(role)
    with transaction.atomic():
        user = asker(Role.COUNTY_ADMIN)
        top = Jurisdiction.objects.get(parent=None)
        Grant.objects.filter(user=user).update(county=top)
        yield "COUNTY_ADMIN of all counties", User.objects.get(pk=user.pk)
        transaction.set_rollback(True)


def _questions() -> list[str]:
    """Answer 400 questions: whole names, beginnings, insides, single signs, pinyin, initials."""
    draw = random.Random(1)
    top = 400
    words = list(
        Word.objects.filter(kind="cadre", object_id__lte=20_000).values_list("word", flat=True)[
            : 50 * top
        ]
    )
    picked = draw.sample(words, min(top, len(words)))
    return [word[: draw.choice([1, 2, 3, len(word)])] for word in picked]


def readers(count: int, seconds: float) -> dict[str, Any]:
    """Start the web as in production on a free port and let `count` people read."""
    people = _readers(count)
    port = free_port()
    web = [sys.executable, "-m", "gunicorn", "config.wsgi:application", f"--bind=127.0.0.1:{port}"]
    web += ["--preload", "--worker-class=gthread", "--workers=2", "--threads=4", "--timeout=60"]
    web += ["--no-control-socket"]
    log = (Path(os.environ["RECALL_VAR"]) / "bench-web.log").open("wb")
    server = subprocess.Popen(web, cwd=ROOT, stdout=log, stderr=log)
    try:
        _wait(port)
        return crowd.read(people, port=port, seconds=seconds)
    finally:
        server.terminate()
        server.wait()
        log.close()


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the web did not start")


def _readers(count: int) -> list[tuple[str, list[str]]]:
    """Answer a cookie and own pages for people of the desks, sessions made beforehand."""
    roles = (Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER, Role.UNIT_HEAD, Role.UNIT_CLERK)
    held = Grant.objects.filter(role__in=roles).select_related("user").order_by("role", "pk")
    grants = list(held)
    step = max(1, len(grants) // count)
    people = []
    for grant in grants[::step][:count]:
        browser = client(grant.user)
        mine = [address(page, grant.user) for page in PAGES if page.name in READ]
        paths = [path for path in mine if path and browser.get(path).status_code == 200]
        cookies = "; ".join(f"{name}={value.value}" for name, value in browser.cookies.items())
        people.append((cookies, paths))
    return people
