import signal
import subprocess
import sys

import pytest

from config import children
from tests.config import processes

WORDS = "print('no room left'); raise SystemExit(3)"
PARENT = """
import subprocess, sys, time
from pathlib import Path
from config import children
child = children.start("sleeper", ["sleep", "60"], log=Path(sys.argv[1]))
print(child.process.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def log(tmp_path):
    return tmp_path / "child.log"


def test_check_after_the_child_died_tells_code_and_last_words(log):
    child = children.start("writer", [sys.executable, "-c", WORDS], log=log)
    child.process.wait(timeout=20)

    with pytest.raises(children.ChildDied) as refusal:
        child.check()

    assert str(refusal.value) == (
        f"writer ended (exit code 3). Its log {log} ends:\n  | no room left"
    )


def test_check_after_a_signal_names_it(log):
    child = children.start("sleeper", ["sleep", "60"], log=log)
    child.process.kill()
    child.process.wait(timeout=20)

    with pytest.raises(children.ChildDied, match=r"sleeper ended \(signal SIGKILL\)"):
        child.check()


def test_wait_until_not_ready_in_time_tells_so(log):
    child = children.start("sleeper", ["sleep", "60"], log=log)

    with pytest.raises(children.ChildDied, match="sleeper was not ready after 0 s"):
        child.wait_until(lambda: False, seconds=0)

    child.stop()


def test_stop_of_a_deaf_child_ends_it_all_the_same(log):
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True);"
    child = children.start(
        "deaf", [sys.executable, "-c", deaf + "signal.pause()"], log=log, goodbye=signal.SIGTERM
    )
    child.wait_until(lambda: bool(log.read_text()), seconds=20)

    child.stop(seconds=0.2)

    assert child.process.returncode == -signal.SIGKILL


def test_child_of_a_killed_parent_ends_too(log):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(log)], stdout=subprocess.PIPE, text=True
    )
    with parent:
        sleeper = int(parent.stdout.readline())
        parent.kill()

    assert processes.survivors([sleeper]) == []
