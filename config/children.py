"""Child processes that never outlive their parent, with a log each and a way to wait for them."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1
POLL_SECONDS = 0.05
LINES_SHOWN = 12
libc = ctypes.CDLL(None, use_errno=True)


class ChildDied(RuntimeError):
    """A child ended though nobody asked it to; the message holds its last words."""


def die_with_parent(goodbye: int) -> Callable[[], None]:
    """Answer what a new process does first: ask the kernel for `goodbye` when its parent ends."""

    def arrange() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        libc.prctl(PR_SET_PDEATHSIG, int(goodbye))

    return arrange


@dataclass
class Child:
    """One running process of ours. It has its own session, so Ctrl-C reaches only the parent."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    goodbye: int

    def last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()[-LINES_SHOWN:]
        return "\n".join(f"  | {line}" for line in lines)

    def check(self) -> None:
        """:raises ChildDied: when the process has ended"""
        code = self.process.poll()
        if code is not None:
            reason = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
            raise ChildDied(
                f"{self.name} ended ({reason}). Its log {self.log} ends:\n{self.last_words()}"
            )

    def ask_to_stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(self.goodbye)

    def stop(self, *, seconds: float = 10) -> None:
        """Ask the process to end; after `seconds` end its whole group."""
        self.ask_to_stop()
        try:
            self.process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def wait_until(self, ready: Callable[[], bool], *, seconds: float) -> None:
        """Wait until `ready()`, at most `seconds`.

        :raises ChildDied: when the process ends first or does not get ready in time
        """
        deadline = time.monotonic() + seconds
        while not ready():
            self.check()
            if time.monotonic() > deadline:
                raise ChildDied(
                    f"{self.name} was not ready after {seconds:.0f} s. "
                    f"Its log {self.log} ends:\n{self.last_words()}"
                )
            self.pause()

    def pause(self) -> None:
        """Let a moment pass, shorter when the process ends."""
        try:
            self.process.wait(timeout=POLL_SECONDS)
        except subprocess.TimeoutExpired:
            return


def start(
    name: str,
    command: Sequence[str | Path],
    *,
    log: Path,
    environment: Mapping[str, str] | None = None,
    goodbye: int = signal.SIGTERM,
) -> Child:
    """Start a process that ends with this one; its words go to `log`, anew at each start."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as words:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=subprocess.STDOUT,
            env=dict(os.environ if environment is None else environment),
            start_new_session=True,
            preexec_fn=die_with_parent(goodbye),
        )
    return Child(name, process, log, goodbye)
