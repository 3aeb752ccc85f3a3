"""The real ``mega`` on machines that something is wrong with: a full disk, a read-only folder.

Disks are made in a mount namespace of their own, which ends with the process that asked for
it: nothing of it reaches this machine.
"""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

import pytest

from tests.support.forks import RUNNER, answer, request
from tests.support.runner import MEGA

SAMPLES = Path(__file__).parents[1] / "samples"

_UNSHARE = ["unshare", "--map-root-user", "--mount"]


@dataclass(frozen=True)
class Ended:
    """How a command ended, and all that it said."""

    code: int
    said: str


def mega(*arguments: object, database: Path) -> list[str]:
    """The command line of the real command, in English."""
    return [str(MEGA), "--language", "en", "--database", str(database), *map(str, arguments)]


def run(*arguments: object, database: Path, largest_file: int | None = None) -> Ended:
    """Run it; no file may become larger than ``largest_file`` bytes, as on a full disk."""
    return Ended(*answer("run", mega(*arguments, database=database), largest_file))


def inside(*commands: Sequence[str]) -> list[Ended]:
    """Run commands one after another in one mount namespace, as its root."""
    try:
        subprocess.run([*_UNSHARE, "true"], check=True, capture_output=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("this machine gives no mount namespaces")
    ended = subprocess.run(
        [*_UNSHARE, *RUNNER],
        input="".join(request("run", command) for command in commands),
        capture_output=True,
        text=True,
        check=True,
    )
    return [Ended(*json.loads(line)) for line in ended.stdout.splitlines()]


def small_disk(folder: Path, size: str) -> list[str]:
    return ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)]


def read_only(folder: Path) -> list[str]:
    it = quote(str(folder))
    bind = f"mount --bind {it} {it} && mount -o remount,ro,bind {it}"
    return ["sh", "-c", bind]
