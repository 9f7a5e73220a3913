"""Real servers in a folder of the test. pytest's own folder is closed to others, as /root is."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import redis

from config import embedded
from tests.config import processes
from tools.crew import ROOT

COMMAND = [sys.executable, "-m", "config.embedded"]


@pytest.fixture
def bare(monkeypatch):
    """An environment that names no server."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)


@pytest.fixture
def servers(bare, tmp_path):
    servers = embedded.start(tmp_path, durable=False)
    yield servers
    servers.stop()


def test_start_gives_a_database_and_a_broker_that_keeps_everything(servers):
    with psycopg.connect(servers.environment["DATABASE_URL"]) as connection:
        row = connection.execute("SELECT current_database(), '召回' < '批准'").fetchone()
    with redis.Redis.from_url(servers.environment["REDIS_URL"]) as client:
        policy = client.config_get("maxmemory-policy")

    assert row[0] == "recall"
    assert policy == {"maxmemory-policy": "noeviction"}


def test_product_comes_as_a_role_that_owns_nothing(servers):
    asked = "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    with psycopg.connect(servers.environment["DATABASE_URL"]) as connection:
        may = connection.execute(asked).fetchone()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE own (id int)")

    assert may == (False, False, False)


def test_start_listens_on_this_machine_only(servers):
    with psycopg.connect(servers.environment["DATABASE_URL"]) as connection:
        listened = connection.execute("SHOW listen_addresses").fetchone()
    configuration = (servers.folder / "redis.conf").read_text()

    assert listened == ("",)
    assert "bind 127.0.0.1\n" in configuration


def test_redis_without_the_password_refuses(servers):
    port = int(servers.environment["REDIS_URL"].rpartition(":")[2].partition("/")[0])

    with redis.Redis(port=port) as client, pytest.raises(redis.exceptions.AuthenticationError):
        client.ping()


def test_secrets_lie_in_files_that_only_their_owner_reads(servers):
    kept = ("redis.conf", "addresses.json")

    modes = {name: (servers.folder / name).stat().st_mode & 0o777 for name in kept}

    assert modes == dict.fromkeys(kept, 0o600)
    assert embedded.socket_folder(servers.folder).stat().st_mode & 0o777 == 0o700


def test_start_twice_in_one_folder_is_refused_with_the_holder(servers):
    with pytest.raises(embedded.AlreadyRunning, match=f"process {os.getpid()}"):
        embedded.start(servers.folder)


def test_stop_leaves_no_process_and_no_address(bare, tmp_path):
    servers = embedded.start(tmp_path, durable=False)
    pids = [child.process.pid for child in servers.running]
    pids += [deeper for pid in pids for deeper in processes.children_of(pid)]

    servers.stop()

    assert processes.survivors(pids) == []
    assert embedded.known_addresses(tmp_path) == {}


def test_start_after_a_kill_finds_the_data_again(bare, tmp_path):
    first = embedded.start(tmp_path)
    with psycopg.connect(first.environment["OWNER_DATABASE_URL"]) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    for child in first.running:
        os.killpg(child.process.pid, signal.SIGKILL)
    first.stop()

    second = embedded.start(tmp_path)
    with psycopg.connect(second.environment["OWNER_DATABASE_URL"]) as connection:
        row = connection.execute("SELECT number FROM kept").fetchone()
    second.stop()

    assert row == (7,)


def test_servers_of_a_killed_command_end_too(bare, tmp_path):
    script = "import os, signal; print(os.getppid(), flush=True); signal.pause()"
    command = subprocess.Popen(
        [*COMMAND, sys.executable, "-c", script],
        env=os.environ | {"RECALL_VAR": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with command:
        holder = int(command.stdout.readline())
        below = processes.children_of(holder)
        servers = [pid for pid in below if not is_python(pid)]
        command.kill()
        for pid in set(below) - set(servers):
            os.kill(pid, signal.SIGKILL)

    assert len(servers) >= 2
    assert processes.survivors(servers) == []


def is_python(pid: int) -> bool:
    return "python" in Path(f"/proc/{pid}/comm").read_text()


def test_command_beside_a_run_uses_its_servers(servers):
    script = "import os; print(os.environ['DATABASE_URL'])"

    answer = subprocess.run(
        [*COMMAND, sys.executable, "-c", script],
        env=os.environ | {"RECALL_VAR": str(servers.folder)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert answer.stdout.strip() == servers.environment["DATABASE_URL"]


def test_start_with_both_addresses_given_starts_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/recall")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")

    servers = embedded.start(tmp_path)
    told = json.loads(embedded.addresses(tmp_path).read_text())
    servers.stop()

    assert (servers.environment, servers.running, told) == ({}, [], {})


def test_socket_folder_of_a_deep_checkout_is_short_and_its_own(tmp_path):
    deep = tmp_path / ("县" * 40)
    other = tmp_path / ("市" * 40)

    assert len(os.fsencode(embedded.socket_folder(deep))) < embedded.LONGEST_SOCKET
    assert embedded.socket_folder(deep) != embedded.socket_folder(other)
    assert embedded.socket_folder(Path("/srv/recall/var")) == Path("/srv/recall/var/socket")


def test_no_target_of_make_gives_the_products_servers_to_pytest():
    """Its role may make no database; tests start servers of their own."""
    lines = (ROOT / "Makefile").read_text("utf-8").splitlines()
    assert [line for line in lines if "$(WITH_SERVERS)" in line and "pytest" in line] == []
