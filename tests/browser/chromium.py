"""Find the system's Chromium or Chrome; as root on Debian, install a missing one.

Run as ``python -m tests.browser.chromium``.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PATHS = (Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),)
INSTALL = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")
MISSING = (
    "The browser tests need Chromium or Chrome, and none was found: "
    "install it with `sudo apt-get install chromium`."
)


def find() -> Path | None:
    """The first Chromium or Chrome there is; None where there is none."""
    found = [shutil.which(name) for name in NAMES]
    candidates = [Path(name) for name in found if name] + [path for path in PATHS if path.exists()]
    return next(iter(candidates), None)


def install() -> None:
    subprocess.run(["apt-get", "update", "-qq"], check=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(INSTALL, check=True, env=environment, stdout=subprocess.DEVNULL)


def main() -> int:
    if find() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        install()
    if find() is None:
        print(MISSING, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
