"""`make bench`: prints each part's ratios, with the sizes and the peak memory."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench import imports, measure, pages, store
from bench.timing import peak_megabytes


def main() -> None:
    for part in (store, imports, measure, pages):
        with tempfile.TemporaryDirectory() as folder:
            for ratio in part.ratios(Path(folder)):
                print(ratio.line(), flush=True)
    print(f"peak memory of this process: {peak_megabytes():.0f} MB")


if __name__ == "__main__":
    main()
