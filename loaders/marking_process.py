"""The process that marks one workbook: remarks and bytes in, the marked workbook out.

``loaders.returned`` starts it afresh for each file, as ``loaders.reading_process`` is started.
"""

from __future__ import annotations

import os
import sys

LARGEST_FILE_BYTES = 400_000_000
"""openpyxl writes each sheet to a file of its own before it packs them."""


def main() -> None:
    size, memory_bytes, cpu_seconds = (int(argument) for argument in sys.argv[1:])
    # This module is run by its path, for the sake of the very code that its caller runs.
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120
    import json  # noqa: PLC0415

    from loaders.marks import Labels, Remark, with_marks  # noqa: PLC0415
    from loaders.problems import Severity  # noqa: PLC0415
    from loaders.reading_process import step_back  # noqa: PLC0415

    step_back(memory_bytes, cpu_seconds, LARGEST_FILE_BYTES)
    said = json.loads(sys.stdin.buffer.read(size))
    remarks = [Remark(**{**one, "severity": Severity(one["severity"])}) for one in said["remarks"]]
    labels = Labels(**{**said["labels"], "headings": tuple(said["labels"]["headings"])})
    sys.stdout.buffer.write(with_marks(sys.stdin.buffer.read(), remarks, labels))


if __name__ == "__main__":
    main()
