"""Kill workers while documents are due, then count: nothing lost, nothing double, every hash right.

    DATABASE_URL=… python -m tools.chaos --documents 200 --kills 40 --seed 1

Makes a database of its own on the server of DATABASE_URL, a Redis of its own, real Celery workers
and a beat; kills only processes that it started itself. The last line is one JSON object; exit 1 if
a promise is broken.
"""

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connections

from config import migrating
from config.launch import own_keys
from tools.crew import Crew, free_port, own_database, redis_binary, wait_for_port

CELERY = [sys.executable, "-m", "celery", "-A", "config.celery"]
WORKER = ["worker", "-c", "2", "-l", "WARNING", "--without-gossip", "--without-mingle"]


def play(options: argparse.Namespace, folder: Path, database_url: str) -> dict:
    """Set Django up on the fresh database, let the crew work under fire, and check what is left."""
    port = free_port()
    os.environ.update(
        DATABASE_URL=database_url,
        REDIS_URL=f"redis://127.0.0.1:{port}/0",
        RECALL_VAR=str(folder),
        **own_keys(folder),
        PROCESS_ROLE="web",
    )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    migrating.render_less()
    call_command("migrate", verbosity=0)
    acts = import_module("tools.chaos_acts")  # models load only after the set-up
    crew = Crew(folder, dict(os.environ))
    try:
        start(crew, port)
        started = time.monotonic()
        acts.issue(options.documents)
        kills = acts.torment(crew, options.documents, options.kills, random.Random(options.seed))
        seconds = round(time.monotonic() - started, 1)
    finally:
        crew.stop()
    answer = {"seed": options.seed, "documents": options.documents, "seconds": seconds}
    answer |= {"child_kills": kills["child"], "group_kills": kills["group"]}
    answer["restarts"] = crew.restarts["worker"]
    return answer | acts.check(options.documents)


def start(crew: Crew, port: int) -> None:
    redis = [redis_binary(), "--port", str(port), "--dir", str(crew.folder)]
    crew.start("redis", [*redis, "--save", "", "--bind", "127.0.0.1"])
    wait_for_port(port)
    crew.start("worker", [*CELERY, *WORKER], PROCESS_ROLE="worker")
    crew.start("beat", [*CELERY, "beat", "-l", "WARNING", "-s", str(crew.folder / "beat")])


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
        server = os.environ.pop("OWNER_DATABASE_URL", "") or os.environ["DATABASE_URL"]
        with own_database(server) as database_url:
            answer = play(options, folder, database_url)
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
