"""Set this checkout up and nothing twice: python3 tools/bootstrap.py run|test|packages.

Runs on the system's Python before anything is installed, so: standard library only. It makes .venv
from the hashed requirements, adds the system libraries, and builds the document fonts. Each step
looks first and does only what is missing; with nothing missing it takes a fraction of a second.
"""

import contextlib
import ctypes
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools import font_recipe  # noqa: E402

VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements"
OLDEST = (3, 11)
LEVELS = {"run": "local", "test": "dev"}
LIBRARIES = {  # Debian package -> what proves that it is there
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",  # without it one notice costs 65 times more
}
COMMANDS = {"fontconfig": ("fc-cache",), "gettext": ("msgfmt",)}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TEST_COMMANDS = {"chromium": BROWSERS, "poppler-utils": ("pdftotext",)}
SCREEN_FONTS = "fonts-noto-cjk"  # the browser's, so that pages are laid out as a clerk sees them


class Stop(SystemExit):
    """Set-up cannot go on; the message says what to do."""


def say(sentence: str) -> None:
    print(f"set-up: {sentence}", flush=True)


# -- deciding ---------------------------------------------------------------------------------


def fingerprint(level: str, *, requirements: Path = REQUIREMENTS) -> str:
    """Name what a virtual environment of this level (local or dev) holds, and its Python."""
    content = (requirements / f"{level}.txt").read_bytes()
    return hashlib.sha256(content + repr(sys.version_info[:2]).encode()).hexdigest()


def is_installed(level: str, *, venv: Path = VENV, requirements: Path = REQUIREMENTS) -> bool:
    """Tell whether `venv` was filled from exactly these requirements."""
    stamp = venv / f"installed-{level}"
    if not (venv / "bin" / "python").exists() or not stamp.is_file():
        return False
    return stamp.read_text() == fingerprint(level, requirements=requirements)


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_chinese_font() -> bool:
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, check=False)
    return bool(listed.stdout.strip())


def missing_packages(mode: str) -> list[str]:
    """List the Debian packages that this mode (run or test) still needs on this machine."""
    commands = COMMANDS | (TEST_COMMANDS if mode == "test" else {})
    missing = [package for package, library in LIBRARIES.items() if not loads(library)]
    if importlib.util.find_spec("ensurepip") is None:  # Debian keeps it apart
        missing.append(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
    missing += [package for package, names in commands.items() if not any(map(shutil.which, names))]
    if mode == "test" and not has_chinese_font():
        missing.append(SCREEN_FONTS)
    return missing


def privilege() -> list[str] | None:
    """Answer the command prefix that makes apt work: none as root, sudo, or None for neither."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if allowed.returncode == 0 else None


def install_line(packages: list[str]) -> str:
    wanted = " ".join(packages)
    return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {wanted}"


def has_package_lists(lists: Path = Path("/var/lib/apt/lists")) -> bool:
    return any(lists.glob("*_Packages*"))


def suitable_python(version: tuple[int, ...] = tuple(sys.version_info[:2])) -> str | None:
    """Answer another Python to use instead of this one, or None when this one is new enough."""
    if version >= OLDEST:
        return None
    for minor in range(OLDEST[1] + 5, OLDEST[1] - 1, -1):
        if found := shutil.which(f"python3.{minor}"):
            return found
    raise Stop(
        f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}."
    )


# -- doing ------------------------------------------------------------------------------------


def apt(prefix: list[str], *words: str) -> bool:
    """Run apt-get quietly; its words go to var/log/apt.log, and on failure here too."""
    log = ROOT / "var" / "log" / "apt.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    done = subprocess.run(
        [*prefix, *quiet, "-o", "DPkg::Lock::Timeout=120", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    log.write_text(done.stdout)
    if done.returncode != 0:
        print(done.stdout, file=sys.stderr)
    return done.returncode == 0


def install_packages(packages: list[str]) -> None:
    """Install by apt, or stop with the one line that a person with rights has to run."""
    prefix = privilege() if shutil.which("apt-get") else None
    line = install_line(packages)
    if prefix is None:
        raise Stop(f"System libraries are missing. Please run, then try again:\n\n  {line}\n")
    say(f"installing {', '.join(packages)}")
    words = ("install", "-y", "--no-install-recommends", *packages)
    if has_package_lists() and apt(prefix, *words):
        return
    if not (apt(prefix, "update") and apt(prefix, *words)):
        raise Stop(f"apt-get failed; its words stand above. The line was:\n\n  {line}\n")


def ensure_package_lists() -> None:
    """The fonts come out of Debian packages that are fetched but not installed."""
    if shutil.which("apt-get") is None:
        raise Stop("The document fonts are cut from Debian packages: apt-get is needed here.")
    if has_package_lists():
        return
    prefix = privilege()
    if prefix is None or not apt(prefix, "update"):
        raise Stop(
            "apt has no package lists. Please run, then try again:\n\n  sudo apt-get update\n"
        )


def make_venv() -> None:
    say("making .venv")
    shutil.rmtree(VENV, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)


def index_environment() -> dict[str, str]:
    """Hand pip's own configured index and certificate on to uv, which does not read them."""
    environment = dict(os.environ)
    for key, variable in (("index-url", "UV_DEFAULT_INDEX"), ("cert", "SSL_CERT_FILE")):
        asked = subprocess.run(
            [VENV / "bin" / "python", "-m", "pip", "config", "get", f"global.{key}"],
            capture_output=True,
            text=True,
            check=False,
        )
        if asked.returncode == 0:
            environment.setdefault(variable, asked.stdout.strip())
    return environment


def install_requirements(level: str) -> None:
    """Install with every hash checked: uv (itself by hash) for speed, pip when uv cannot."""
    python, started = str(VENV / "bin" / "python"), time.monotonic()
    pip = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes"]
    subprocess.run([*pip, "-r", str(REQUIREMENTS / "uv.txt")], check=True)
    wanted = ["--require-hashes", "-r", str(REQUIREMENTS / f"{level}.txt")]
    uv = [str(VENV / "bin" / "uv"), "pip", "install", "-q", "--python", python, *wanted]
    if subprocess.run(uv, env=index_environment(), check=False).returncode != 0:
        say("uv did not manage; pip does the same, slower")
        subprocess.run([*pip, *wanted[1:]], check=True)
    for name in ("local", "dev") if level == "dev" else ("local",):
        (VENV / f"installed-{name}").write_text(fingerprint(name))
    say(f"Python packages installed in {time.monotonic() - started:.0f} s")


def ensure_venv(level: str) -> None:
    if is_installed(level):
        return
    python = VENV / "bin" / "python"
    same = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]!r})"
    usable = python.exists() and subprocess.run([python, "-c", same], check=False).returncode == 0
    if not usable:
        make_venv()
    install_requirements(level)


def ensure_fonts() -> None:
    if os.environ.get("RECALL_FONTS"):
        return  # brought along, as in the image
    folder = font_recipe.cache_dir()
    if font_recipe.is_built(folder):
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with locked(folder.parent / "lock"):
        ensure_package_lists()
        builder = [str(VENV / "bin" / "python"), "-m", "tools.build_fonts"]
        if subprocess.run(builder, cwd=ROOT, check=False).returncode != 0:
            raise Stop("The document fonts were not built; the reason stands above.")


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one set-up at a time work here; the next waits and then finds all done."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def main(mode: str) -> None:
    other = suitable_python()
    if other is not None:
        os.execv(other, [other, __file__, mode])
    with locked(ROOT / "var" / "bootstrap.lock"):
        if packages := missing_packages(mode):
            install_packages(packages)
        ensure_venv(LEVELS[mode])
        ensure_fonts()


if __name__ == "__main__":
    if sys.argv[1:] == ["packages"]:  # asked by docker/steps.sh: one list for both
        print(" ".join([*LIBRARIES, *COMMANDS]))
    else:
        main(sys.argv[1] if sys.argv[1:] else "run")
