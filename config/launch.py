"""The whole product on one machine: python -m config.launch [--port N] [--no-demo]. Ctrl-C ends it.

Servers, web, worker and beat are children of this process. Whichever dies, its last words are
shown and the rest is ended, so nothing half alive stays behind.
"""

import argparse
import base64
import contextlib
import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from config import children, embedded
from config.children import Child, ChildDied

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
ENDINGS = {signal.SIGINT, signal.SIGTERM}
PYTHON_MODULE = [sys.executable, "-m"]


class CannotStart(RuntimeError):
    """The product cannot start; the message says why and what to do."""


def listening_inode(port: int) -> str | None:
    """Answer the kernel's number of the socket that listens on this TCP port."""
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text().splitlines()[1:]:
            column = line.split()
            if column[3] == "0A" and int(column[1].rpartition(":")[2], 16) == port:
                return column[9]
    return None


def holds(process: Path, link: str) -> bool:
    """Tell whether a process has this open, as far as this user may see."""
    try:
        for descriptor in (process / "fd").iterdir():
            with contextlib.suppress(FileNotFoundError):  # closed in the meantime
                if os.readlink(descriptor) == link:
                    return True
    except OSError:
        return False
    return False


def holder_of(port: int) -> str:
    """Name the process that listens on `port`."""
    link = f"socket:[{listening_inode(port)}]"
    for process in Path("/proc").glob("[0-9]*"):
        if holds(process, link):
            return f"{(process / 'comm').read_text().strip()}, process {process.name}"
    return "a process of another user"


def require_port(port: int) -> None:
    """:raises CannotStart: when something listens on `port` already"""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CannotStart(
                f"Port {port} on {HOST} cannot be used ({error.strerror}: {holder_of(port)}). "
                f"End that process, or choose another port: make run PORT={port + 1}"
            ) from None


def kept(folder: Path, name: str, make: Callable[[], str]) -> str:
    """Answer this checkout's own secret of that name, made at the first start."""
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(make())
    return path.read_text()


def _field_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def own_keys(folder: Path) -> dict[str, str]:
    """Answer the secrets that a container would be given by environment: core.sealing.keys."""
    return {
        "SECRET_KEY": kept(folder, "secret_key", lambda: secrets.token_urlsafe(48)),
        "FIELD_KEYS": kept(folder, "field_keys", lambda: f"first:{_field_key()}"),
        "FINGERPRINT_KEY": kept(folder, "fingerprint_key", _field_key),
        "AUDIT_KEYS": kept(folder, "audit_keys", lambda: secrets.token_urlsafe(48)),
    }


def environment_for(servers: embedded.Servers, role: str) -> dict[str, str]:
    own = {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "PROCESS_ROLE": role,
        "RECALL_VAR": str(servers.folder),
        "PYTHONUNBUFFERED": "1",
    }
    given = {name: value for name, value in os.environ.items() if value}
    return own_keys(servers.folder) | given | servers.environment | own


def prepare(servers: embedded.Servers, *, options: list[str]) -> None:
    """:raises CannotStart: when a step of config.prepare fails; its message stands above"""
    command = [*PYTHON_MODULE, "config.prepare", *options]
    role = "command" if options else "owner"  # the demo is played by the role that serves it
    done = subprocess.run(command, env=environment_for(servers, role), cwd=ROOT, check=False)
    if done.returncode != 0:
        raise CannotStart("Set-up of the database failed; the reason stands above.")


def commands(port: int, folder: Path) -> dict[str, list[str]]:
    """Answer role -> command of the three processes of the product."""
    celery = [*PYTHON_MODULE, "celery", "-A", "config.celery"]
    web = [*PYTHON_MODULE, "gunicorn", "config.wsgi:application", f"--bind={HOST}:{port}"]
    web += [
        "--no-control-socket",
        "--preload",
        "--worker-class=gthread",
        "--workers=2",
        "--threads=4",
        "--timeout=60",
    ]
    worker = [*celery, "worker", "--loglevel=INFO", "--concurrency=2", "--without-mingle"]
    schedule = folder / "beat-schedule"
    beat = [*celery, "beat", "--loglevel=INFO", f"--schedule={schedule}", "--pidfile="]
    return {"web": web, "worker": worker, "beat": beat}


def has_page(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def start_product(servers: embedded.Servers, port: int) -> None:
    """Start web, and once it shows a page, worker and beat: the first page comes soonest so."""
    for role, command in commands(port, servers.folder).items():
        log = servers.folder / "log" / f"{role}.log"
        child = children.start(role, command, log=log, environment=environment_for(servers, role))
        servers.running.append(child)
        if role == "web":
            child.wait_until(lambda: has_page(port), seconds=60)


def announce(port: int, folder: Path) -> None:
    print(f"干部召回管理系统: http://{HOST}:{port}/   (logs: {folder / 'log'}; Ctrl-C ends all)")
    sys.stdout.flush()


def announce_accounts(folder: Path) -> None:
    accounts = folder / "accounts.txt"
    if accounts.is_file():
        print(accounts.read_text(), flush=True)


def watch(running: list[Child]) -> None:
    """Return when asked to end.

    :raises ChildDied: as soon as one of them has ended
    """
    while True:
        for child in running:
            child.check()
        if signal.sigwait(ENDINGS | {signal.SIGCHLD}) in ENDINGS:
            return


def end(servers: embedded.Servers) -> None:
    """End the product first, all at once, then the servers it needs."""
    for child in servers.running:
        if child.name not in {"PostgreSQL", "Redis"}:
            child.ask_to_stop()
    servers.stop()


def run(port: int, *, demo: bool) -> None:
    require_port(port)
    servers = embedded.start(embedded.VAR)
    try:
        prepare(servers, options=[])
        start_product(servers, port)
        announce(port, servers.folder)
        if demo:  # with the product up: its worker prints the demo's papers meanwhile
            prepare(servers, options=["--demo"])
        announce_accounts(servers.folder)
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS | {signal.SIGCHLD})
        watch(servers.running)
        print("\nEnding …", flush=True)
    finally:
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)  # a second Ctrl-C changes nothing
        end(servers)


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def guarded(act: Callable[[], None]) -> int:
    """Do `act`; turn every expected failure into a sentence and an exit code."""
    try:
        act()
    except KeyboardInterrupt:
        return 130
    except (CannotStart, ChildDied, embedded.AlreadyRunning) as error:
        print(f"\n{error}", file=sys.stderr, flush=True)
        return 1
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")
    chosen = parser.parse_args()
    os.environ.setdefault("SITE_ADDRESS", f"http://{HOST}:{chosen.port}")  # what papers lead to
    signal.signal(signal.SIGTERM, interrupt)
    return guarded(lambda: run(chosen.port, demo=not chosen.no_demo))


if __name__ == "__main__":
    sys.exit(main())
