"""Who a server runs as. PostgreSQL refuses root, so root hands it to a system user."""

import os
import pwd
import select
import subprocess
from dataclasses import dataclass
from pathlib import Path

SYSTEM_USER = "recall-postgres"
# Lets that user pass the folders above the checkout (/root is closed) and nothing more than root
# itself, who starts it, could do. no_setuid_fixup keeps it in access(2), which initdb asks.
PASS_CLOSED_FOLDERS = (
    "--securebits=+no_setuid_fixup",
    "--inh-caps=-all,+dac_override",
    "--ambient-caps=-all,+dac_override",
)


@dataclass(frozen=True)
class Owner:
    """The user of a server's process and files; `user` is None for whoever runs this."""

    user: pwd.struct_passwd | None = None
    extra: tuple[str, ...] = ()

    def prefix(self, *, goodbye: str | None = None) -> list[str]:
        """Answer the words before a command that change to this user.

        The kernel forgets the wish to die with the parent when the user changes, hence `goodbye`.
        """
        if self.user is None:
            return []
        words = ["setpriv", f"--reuid={self.user.pw_uid}", f"--regid={self.user.pw_gid}"]
        words += ["--clear-groups", *self.extra]
        return words + ([f"--pdeathsig={goodbye}"] if goodbye else [])

    def make_folder(self, path: Path) -> None:
        """Make a folder that only this user enters.

        :raises PermissionError: when it exists and is somebody else's
        """
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.user is not None and not path.is_symlink():
            os.chown(path, self.user.pw_uid, self.user.pw_gid, follow_symlinks=False)
        wanted = os.geteuid() if self.user is None else self.user.pw_uid
        state = path.lstat()
        if path.is_symlink() or state.st_uid != wanted:
            raise PermissionError(f"{path} belongs to another user.")
        path.chmod(0o700)


def system_user(data: Path) -> pwd.struct_passwd:
    """Answer the user that owns the data already, else our own one, made when missing."""
    if data.exists() and data.stat().st_uid != 0:
        return pwd.getpwuid(data.stat().st_uid)
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        words = ["useradd", "--system", "--no-create-home", "--home-dir=/nonexistent"]
        subprocess.run([*words, "--shell=/usr/sbin/nologin", SYSTEM_USER], check=True)
        return pwd.getpwnam(SYSTEM_USER)


def for_server(data: Path, program: Path) -> Owner:
    """Answer who shall run `program` on `data`."""
    if os.geteuid() != 0:
        return Owner()
    owner = Owner(system_user(data))
    reach = ["test", "-x", str(program), "-a", "-x", str(data.parent)]
    if subprocess.run([*owner.prefix(), *reach], check=False).returncode == 0:
        return owner
    return Owner(owner.user, PASS_CLOSED_FOLDERS)


def wait_for_end(pidfd: int, *, seconds: float) -> None:
    """Wait for a process that is not our child.

    :raises TimeoutError: when it has not ended after `seconds`
    """
    ready, _, _ = select.select([pidfd], [], [], seconds)
    os.close(pidfd)
    if not ready:
        raise TimeoutError(f"An earlier PostgreSQL did not end within {seconds:.0f} s.")
