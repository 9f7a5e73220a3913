"""make bench: generate, measure, print a table, and write var/bench.json and docs/bench.md.

    python -m tools.bench [--people 20000 60000] [--readers 100] [--seconds 40] [--no-write]
        [--searched 1000000]

Needs DATABASE_URL (a server on which databases may be made); each size gets a database of its own,
which is dropped in the end. `--database NAME` measures one that is there, and leaves it.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django

from tools.bench import table
from tools.crew import own_database

ROOT = Path(__file__).resolve().parents[2]
PREFECTURE = 8  # counties


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the product on generated data.")
    parser.add_argument("--people", type=int, nargs="+", default=[20_000, 60_000])
    parser.add_argument("--searched", type=int, default=0, help="people of a bare province, too")
    parser.add_argument("--database", nargs="+", default=[], help="databases that are there")
    parser.add_argument("--readers", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--no-write", action="store_true", help="leave docs/bench.md as it is")
    parser.add_argument("--no-works", action="store_true", help="no imports, no exports")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--search-only", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


@contextlib.contextmanager
def generated(url: str, people: list[int], env: dict[str, str]) -> Any:
    """Give a database that grows county by county to each number of people.

    Yields what answers, one after the other, its address and what filling it took.
    """
    with own_database(url) as fresh:
        env = env | {"DATABASE_URL": fresh}
        manage(env, "migrate", "--verbosity", "0")
        yield (grown(env, fresh, most, of=max(people)) for most in sorted(people))


def grown(env: dict[str, str], fresh: str, people: int, *, of: int) -> tuple[str, dict[str, Any]]:
    """Fill counties of a prefecture of `of` people until it holds at least `people`."""
    counties = -(-people * PREFECTURE // of)
    words = ["generate", "--level", "prefecture", "--people", str(of), "--counties", str(counties)]
    return fresh, json.loads(manage(env, *words).strip().splitlines()[-1])


def searched(url: str, people: int, env: dict[str, str]) -> dict[str, Any]:
    """Answer the figures of the search alone in a province of so many people, without cases."""
    with own_database(url) as fresh:
        env = env | {"DATABASE_URL": fresh}
        manage(env, "migrate", "--verbosity", "0")
        words = ["generate", "--level", "province", "--people", str(people), "--bare"]
        made = json.loads(manage(env, *words).strip().splitlines()[-1])
        command = [sys.executable, "-m", "tools.bench", "--one", "--search-only"]
        done = subprocess.run(command, cwd=ROOT, env=env, stdout=-1, text=True, check=True)
    return json.loads(done.stdout.strip().splitlines()[-1]) | {"generate": made}


def manage(env: dict[str, str], *words: str) -> str:
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=ROOT, env=env, stdout=-1, text=True, check=True).stdout


def one(env: dict[str, str], options: argparse.Namespace, *, works: bool = True) -> dict[str, Any]:
    """Measure one database in a process of its own."""
    command = [sys.executable, "-m", "tools.bench", "--one", f"--readers={options.readers}"]
    command.append(f"--seconds={options.seconds}")
    command += [] if works else ["--no-works"]
    done = subprocess.run(command, cwd=ROOT, env=env, stdout=-1, text=True, check=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


def main() -> None:
    options = arguments()
    if options.one:
        django.setup()
        from tools.bench import run  # noqa: PLC0415  models load only after the set-up

        print(json.dumps(run.main(options), ensure_ascii=False))
        return
    url = os.environ.pop("OWNER_DATABASE_URL", "") or os.environ["DATABASE_URL"]
    told = {}
    with tempfile.TemporaryDirectory(prefix="recall-bench-") as folder:
        env = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "RECALL_VAR": folder}
        env["PROCESS_ROLE"] = "web"
        for name in options.database:
            there = urlsplit(url)._replace(path=f"/{name}").geturl()
            figures = one(env | {"DATABASE_URL": there}, options)
            told[str(figures["rows"]["people"])] = figures
        if not options.database:
            last = max(options.people)
            with generated(url, options.people, env) as steps:
                for people, (fresh, made) in zip(sorted(options.people), steps, strict=True):
                    works = people == last and not options.no_works
                    figures = one(env | {"DATABASE_URL": fresh}, options, works=works)
                    told[str(figures["rows"]["people"])] = figures | {"generate": made}
        if options.searched:
            figures = searched(url, options.searched, env)
            told[str(figures["rows"]["people"])] = figures
    text = table.page(told, command=" ".join(["python -m tools.bench", *sys.argv[1:]]))
    print(text)
    (ROOT / "var").mkdir(exist_ok=True)
    (ROOT / "var" / "bench.json").write_text(json.dumps(told, ensure_ascii=False, indent=1))
    if not options.no_write:
        page = ROOT / "docs" / "bench.md"
        page.write_text(f"{text}\n{table.chapter(page.read_text('utf-8'))}", "utf-8")
    sys.exit(1 if table.missed(told) else 0)


if __name__ == "__main__":
    main()
