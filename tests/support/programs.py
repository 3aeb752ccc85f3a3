"""The programs that tests use beside Python; as root on Debian, a missing one is installed.

Run as ``python -m tests.support.programs``.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Program:
    """A program by the names that it goes under, its package in Debian, and who needs it."""

    names: tuple[str, ...]
    package: str
    missing: str
    paths: tuple[Path, ...] = ()
    service: str | None = None
    """What Debian starts once it is installed, which tests do not need."""

    def find(self) -> Path | None:
        """The first that there is; None where there is none."""
        found = [shutil.which(name) for name in self.names]
        candidates = [Path(name) for name in found if name]
        candidates += [path for path in self.paths if path.exists()]
        return next(iter(candidates), None)


CHROMIUM = Program(
    names=("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    paths=(Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),),
    package="chromium",
    missing="The browser tests need Chromium or Chrome, and none was found: "
    "install it with `sudo apt-get install chromium`.",
)
NGINX = Program(
    names=("nginx",),
    paths=(Path("/usr/sbin/nginx"),),
    package="nginx",
    missing="The test of the example for nginx needs nginx, and it was not found: "
    "install it with `sudo apt-get install nginx`.",
    service="nginx",
)
INSTALL = ("apt-get", "install", "-y", "-qq", "--no-install-recommends")


def install(programs: list[Program]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True)
    packages = [program.package for program in programs]
    subprocess.run([*INSTALL, *packages], check=True, env=environment, stdout=subprocess.DEVNULL)
    for program in programs:
        if program.service and shutil.which("systemctl"):
            subprocess.run(["systemctl", "disable", "--now", program.service], check=False)


def main() -> int:
    missing = [program for program in (CHROMIUM, NGINX) if program.find() is None]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        install(missing)
        missing = [program for program in missing if program.find() is None]
    for program in missing:
        print(program.missing, file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
