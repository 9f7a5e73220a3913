"""Compile requirements/*.txt from *.in with hashes and without any index address."""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "requirements"
# Each is bound to the pins of the one below it.
LAYERS = (
    ("base", None),
    ("local", "base"),
    ("dev", "local"),
    ("uv", "dev"),
)
OPTIONS = (
    "--quiet",
    "--generate-hashes",
    "--universal",
    "--python-version=3.11",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
)


def main(extra: list[str]) -> None:
    """Keep the present pins unless `extra` says otherwise, as in --upgrade-package=django."""
    uv = Path(sys.executable).parent / "uv"
    for name, below in LAYERS:
        command = [uv, "pip", "compile", *OPTIONS, *extra, f"requirements/{name}.in"]
        command += ["--output-file", f"requirements/{name}.txt"]
        if below:
            command += ["--constraints", f"requirements/{below}.txt"]
        subprocess.run(command, cwd=FOLDER.parent, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
