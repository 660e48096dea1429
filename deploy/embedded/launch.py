"""Becomes another program: `python launch.py ORPHAN_SIGNAL PARENT_PID USER COMMAND…` (USER `-`: stay who we are).

Runs as a script of its own, not as a preexec_fn: the supervisor has threads, and Python code between fork and
exec of a threaded process may dead-lock.
"""

import ctypes
import os
import pwd
import signal
import sys
from typing import NoReturn

# linux/prctl.h and linux/capability.h
PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 8, 47, 2
CAPABILITY_VERSION_3 = 0x20080522
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2

libc = ctypes.CDLL(None, use_errno=True)
Words = ctypes.c_uint32 * 6  # effective, permitted, inheritable; then the same for capabilities 32…63


def main(arguments: list[str]) -> NoReturn:
    orphan_signal, parent, user, *command = arguments
    if user != "-":
        become(user)
    # After the change of user, which clears it.
    libc.prctl(PR_SET_PDEATHSIG, int(orphan_signal), 0, 0, 0)
    if os.getppid() != int(parent):
        sys.exit(1)  # the supervisor died in between and cannot tell us any more
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    os.execvp(command[0], command)


def become(user: str) -> None:
    """Give root up, but keep being able to pass through folders that only root may enter (/root is 0700)."""
    entry = pwd.getpwnam(user)
    passage = _passage_capability()
    libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)
    os.environ.update(HOME="/", USER=user, LOGNAME=user)
    if passage is not None:
        _keep_only(passage)


def _passage_capability() -> int | None:
    permitted = _capabilities()[1]
    held = (number for number in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE) if permitted >> number & 1)
    return next(held, None)


def _capabilities() -> list[int]:
    header, data = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0), Words()
    libc.capget(header, data)
    return list(data)


def _keep_only(capability: int) -> None:
    mask = 1 << capability
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    libc.capset(header, Words(mask, mask, mask, 0, 0, 0))
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0)


if __name__ == "__main__":
    main(sys.argv[1:])
