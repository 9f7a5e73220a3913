"""Read the code by machine, all of it even when one part complains: python -m tools.check."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
TYPED = ("core", "*/services", "*/queries")
SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
GENERATED = "make_docs"


def typed_folders(root: Path = ROOT) -> list[str]:
    return sorted(str(path.relative_to(root)) for glob in TYPED for path in root.glob(glob))


def manage(*words: str) -> list[str]:
    # Without a server at hand, makemigrations warns that it cannot compare histories.
    return [sys.executable, "-W", "ignore::RuntimeWarning", "manage.py", *words]


def templates() -> list[str]:
    return [name for name in ("templates", "core/ui/templates") if (ROOT / name).is_dir()]


def commands() -> dict[str, list[str]]:
    """Answer what is asked -> the command that asks it."""
    tool = {name: str(BIN / name) for name in ("ruff", "lint-imports", "djlint", "mypy")}
    asked = {
        "code": [tool["ruff"], "check", "--quiet", "."],
        "layout": [tool["ruff"], "format", "--check", "--quiet", "."],
        "imports": [tool["lint-imports"]],
        "templates": [tool["djlint"], *templates(), "--lint", "--quiet"],
        # not djlint --check: its line breaks put blanks between Chinese words and into the PDFs
        "types": [tool["mypy"], *typed_folders()],
        "migrations": manage("makemigrations", "--check", "--dry-run"),
    }
    listed = subprocess.run(
        manage("help", "--commands"), cwd=ROOT, capture_output=True, text=True, check=False
    )
    if GENERATED in listed.stdout.split():
        asked["generated pages"] = manage(GENERATED, "--check")
    return asked


def passes(name: str, command: list[str]) -> bool:
    """Run one check; show its words only when it fails."""
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=SETTINGS | os.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    good = done.returncode == 0
    print(f"{'ok  ' if good else 'FAIL'} {name} ({time.monotonic() - started:.0f} s)", flush=True)
    if not good:
        print(done.stdout, flush=True)
    return good


def main() -> int:
    results = [passes(name, command) for name, command in commands().items()]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
