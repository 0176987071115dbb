"""Figures of the two halves of the corpora, by `tests/gold/split.toml`. Usage: `python benchmarks/halves.py GOLD_FOLDER...`."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def half_of(name: str) -> str:
    """Return `written` or `held` for a document by its file name."""
    seed = re.match(r"(\d{3})_", name)
    number = int(seed[1]) + 1 if seed else int(re.search(r"-(\d\d)-", name)[1])  # type: ignore[index]
    return "written" if number % 2 else "held"


def main() -> None:
    """Copy each half into a folder of its own and evaluate it."""
    with tempfile.TemporaryDirectory() as scratch:
        for folder in map(Path, sys.argv[1:]):
            for path in [*folder.rglob("*.gold.json"), *folder.rglob("*.txt")]:
                target = Path(scratch) / half_of(path.name) / path.name
                target.parent.mkdir(exist_ok=True)
                shutil.copy(path, target)
        for half in ("written", "held"):
            print(f"\n{half} half", flush=True)
            subprocess.run([sys.executable, "-m", "dragoman.cli.main", "evaluate", str(Path(scratch) / half)], check=False)


if __name__ == "__main__":
    main()
