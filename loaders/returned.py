"""The workbook that goes back to whoever uploaded it, with every problem marked in it.

openpyxl reads and writes a stranger's file here, so that it does so in a process of its own
as ``loaders.apart`` describes; what comes of it is passed on and looked at by nobody.
"""

from __future__ import annotations

import json
import logging
import subprocess
from collections.abc import Sequence
from dataclasses import asdict

from loaders import marking_process
from loaders.apart import run_apart
from loaders.limits import PROCESS_LIMITS, ProcessLimits
from loaders.marks import Labels, Remark, problem_list

_LOG = logging.getLogger(__name__)


def returned(
    content: bytes,
    remarks: Sequence[Remark],
    labels: Labels,
    limits: ProcessLimits = PROCESS_LIMITS,
) -> bytes:
    """The workbook with all remarks in it, as .xlsx.

    Where it cannot be opened as such a workbook, or would take too long or too much memory,
    a workbook with the list of the remarks alone.
    """
    said = {"remarks": [asdict(remark) for remark in remarks], "labels": asdict(labels)}
    head = json.dumps(said).encode()
    try:
        ended = run_apart(marking_process.__file__, [str(len(head))], [head, content], limits)
    except subprocess.TimeoutExpired:
        return problem_list(remarks, labels)
    if ended.returncode == 0:
        return ended.stdout
    _LOG.info("marking ended with %s: %s", ended.returncode, ended.stderr.decode(errors="replace"))
    return problem_list(remarks, labels)
