"""The end of a server, whatever its threads are at: each time in a process that really ends."""

import subprocess
import sys
from pathlib import Path

from data.store import Store

READS_ON_AND_ON = """
import sys, threading
from pathlib import Path
from dashboard.ending import leave_at_once, let_threads_end
from data.store import Store

store, has_begun = Store(Path(sys.argv[1])), threading.Event()

def read():
    while True:
        store.contents()
        has_begun.set()

threading.Thread(target=read, daemon=True).start()
has_begun.wait()
print(let_threads_end(0.2))
leave_at_once()
"""

LOOKS_AT_A_LONG_FILE = """
import sys, time
from datetime import date, datetime
from pathlib import Path
from dashboard.access import Access
from dashboard.ending import let_threads_end
from dashboard.moments import Moment
from dashboard.rights import owner
from dashboard.tray import Paper, Tray
from data.store import Store
from loaders.watching import Stage

tray, paper = Tray(), Paper("long.csv", b"a;b\\n" * 4_000_000)
moment = Moment(datetime.fromisoformat("2025-11-20T12:00"), date(2025, 11, 20))
for one in (paper, Paper("next.csv", paper.content)):
    tray.put(one)
tray.look(Access(owner("ana"), Store(Path(sys.argv[1]))), moment)
while paper.watch.stage is Stage.WAITING:
    time.sleep(0.01)
print(let_threads_end(60), tray.waiting, tray.looked_at)
"""


def ended(program: str, database: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program, str(database)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_thread_that_never_leaves_the_database_aborts_nothing(reported: Store):
    found = ended(READS_ON_AND_ON, reported.path)
    assert (found.returncode, found.stdout, found.stderr) == (0, "False\n", "")


def test_what_is_being_looked_at_is_stopped_and_nothing_else_begun(reported: Store):
    found = ended(LOOKS_AT_A_LONG_FILE, reported.path)
    assert (found.returncode, found.stdout, found.stderr) == (0, "True [] []\n", "")
