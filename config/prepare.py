"""Bring database, static files and words up to date: python -m config.prepare [--demo].

Does only what changed, and all in one process, because starting Django costs more than looking.
"""

import hashlib
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config import migrating, privileges

SEED = "seed_demo"


def say(sentence: str) -> None:
    print(f"set-up: {sentence}", flush=True)


def fingerprint(paths: Iterable[Path]) -> str:
    """Name the state of these files by path, size and time."""
    seen = hashlib.sha256()
    for path in sorted(paths):
        state = path.stat()
        seen.update(f"{path}|{state.st_size}|{state.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("migrating the database")
        migrating.render_less()
        call_command("migrate", interactive=False, verbosity=0)


def static_sources() -> Iterator[Path]:
    """Every file that collectstatic would take, the packages' among them."""
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield Path(storage.path(name))


def collect_static() -> None:
    """Collect only when a source changed."""
    mark, state = settings.VAR_DIR / "static.mark", fingerprint(static_sources())
    if mark.is_file() and mark.read_text() == state and settings.STATIC_ROOT.is_dir():
        return
    say("collecting static files")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(state)


def compile_words() -> None:
    """Compile each catalogue that is newer than its binary; msgfmt is gettext's."""
    for source in Path(settings.BASE_DIR).glob("locale/*/LC_MESSAGES/*.po"):
        binary = source.with_suffix(".mo")
        if binary.is_file() and binary.stat().st_mtime >= source.stat().st_mtime:
            continue
        say(f"compiling {source.relative_to(settings.BASE_DIR)}")
        subprocess.run(["msgfmt", "--check-format", "-o", binary, source], check=True)


def begun() -> Path:
    """The mark that stands while the demo county is played into an empty database."""
    return Path(settings.VAR_DIR) / "demo.begun"


def place() -> str:
    """Name the database, so that a mark never speaks of another one."""
    known = connection.get_connection_params()
    return f"{known.get('host')}:{known.get('port')}/{known.get('dbname')}"


def forget_half_a_demo() -> None:
    """Empty the database when the demo's playing was cut off: it held nothing else then."""
    if not begun().exists() or begun().read_text() != place():
        return
    say("the demo county was cut off last time; beginning anew")
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    begun().unlink()


def seed() -> None:
    """Play the demo county into an empty database and keep the accounts it names."""
    if SEED not in get_commands() or get_user_model().objects.exists():
        return
    say("playing the demo county; this takes a moment")
    begun().write_text(place())
    words, started = StringIO(), time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")  # a demo cut off is played again
    call_command(SEED, stdout=words)
    accounts = Path(settings.VAR_DIR) / "accounts.txt"
    accounts.touch(mode=0o600)
    accounts.write_text(words.getvalue())
    begun().unlink()
    say(f"the demo county stands after {time.monotonic() - started:.0f} s")


def main(*, demo: bool) -> None:
    """Bring everything up to date, or, asked for the demo, play it if the database is empty."""
    django.setup()
    if demo:
        seed()
        return
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    forget_half_a_demo()
    for step in (migrate, privileges.main, collect_static, compile_words):
        step()


if __name__ == "__main__":
    main(demo="--demo" in sys.argv)
