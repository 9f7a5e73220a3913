import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from config import launch
from tests.config import processes


@pytest.fixture
def taken():
    """A port on which this very process listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def launcher(folder, port, **more):
    """`make run` without the demo county, in a folder of its own and with servers of its own."""
    own = {"RECALL_VAR": str(folder), "DATABASE_URL": "", "REDIS_URL": "", "SECRET_KEY": ""}
    environment = os.environ | own | {"DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    command = [sys.executable, "-m", "config.launch", "--port", str(port), "--no-demo"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, **more)


@pytest.fixture(scope="module")
def household(tmp_path_factory):
    """Where the products live, one after another: the second finds the data of the first."""
    return tmp_path_factory.mktemp("household")


@pytest.fixture
def product(household):
    """The running product as (process, port): its first page is there."""
    port = processes.free_port()
    process = launcher(household, port, stderr=subprocess.STDOUT)
    with process:
        said = []
        while "Ctrl-C" not in (line := process.stdout.readline()):
            said.append(line)
            assert line, f"the launcher ended: {said}"
        yield process, port
        process.terminate()


def child_named(folder, words):
    return next(pid for pid in folder if words in command_line(pid))


def command_line(pid):
    with open(f"/proc/{pid}/cmdline", encoding="utf-8") as file:
        return file.read().replace("\0", " ")


def test_taken_port_names_the_process_and_the_way_out(taken):
    with pytest.raises(launch.CannotStart) as refusal:
        launch.require_port(taken)

    assert f"Port {taken} on 127.0.0.1 cannot be used" in str(refusal.value)
    assert f"process {os.getpid()}" in str(refusal.value)
    assert f"make run PORT={taken + 1}" in str(refusal.value)


def test_launch_on_a_taken_port_ends_at_once_with_the_reason(taken, tmp_path):
    process = launcher(tmp_path, taken, stderr=subprocess.PIPE)

    _, words = process.communicate(timeout=60)

    assert process.returncode == 1
    assert f"process {os.getpid()}" in words
    assert list(tmp_path.iterdir()) == []


def test_own_keys_are_made_once_and_kept_close(tmp_path):
    first = launch.own_keys(tmp_path)

    assert launch.own_keys(tmp_path) == first
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


@pytest.mark.sweep
def test_product_shows_a_page_and_ends_whole_on_one_signal(product):
    process, port = product
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=30) as answer:
        status = answer.status
    everyone = processes.children_of(process.pid)
    worker = child_named(everyone, "config.celery worker")
    given = Path(f"/proc/{worker}/environ").read_text().split("\0")

    process.send_signal(signal.SIGINT)

    assert status == 200
    assert f"SITE_ADDRESS=http://127.0.0.1:{port}" in given
    assert process.wait(timeout=60) == 0
    assert processes.survivors(everyone) == []


@pytest.mark.sweep
def test_product_with_a_dead_child_tells_which_and_ends(product):
    process, _ = product
    everyone = processes.children_of(process.pid)
    worker = child_named(everyone, "config.celery worker")

    os.kill(worker, signal.SIGKILL)
    words = process.stdout.read()

    assert process.wait(timeout=60) == 1
    assert "worker ended (signal SIGKILL)" in words
    assert processes.survivors(everyone) == []
