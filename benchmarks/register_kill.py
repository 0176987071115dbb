"""Kill a process that adds documents, again and again, and see whether what is left is a register, and whether the same command goes on.

In: a number of points (`--points`), texts. Out: how often it was killed, and a complaint where anything was lost. What happens is that `dragoman
add` is started, killed with SIGKILL after a random time, and started again on the same file, until it gets through; the dump must then be that
of a register which nobody killed.
"""

import argparse
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dragoman.register.register import open_register

REPOSITORY = Path(__file__).resolve().parent.parent
# Small batches, so that a kill falls now into a transaction and now between two.
ADD = """
import sys
from dragoman.reading.documents.decode import decode
from dragoman.register.register import open_register
from dragoman.run.adding import add_all
from dragoman.sources.files import collect
print("begun", flush=True)
for _ in add_all(open_register(sys.argv[1]), collect(sys.argv[2:], stdin=sys.stdin.buffer), decode=lambda d: decode(d)[0], batch=3): pass
"""


def main() -> None:
    """Kill as often as asked, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("folders", nargs="*", type=Path, default=[REPOSITORY / "examples", REPOSITORY / "tests" / "gold"])
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        killed, inside = kill_often(Path(folder), wanted.folders, points=wanted.points, seed=1)
    print(f"killed {killed} times, {inside} of them in the middle of adding; every register was clean, and the last one whole")


def kill_often(folder: Path, texts: list[Path], *, points: int, seed: int) -> tuple[int, int]:
    """Kill `points` processes that add `texts`; return how many were killed, and how many of them had begun and not ended.

    Raises `AssertionError` where a register is left damaged, or comes out differently in the end.
    """
    choose = random.Random(seed)
    whole = folder / "whole.db"
    begin = time.perf_counter()
    subprocess.run(command(whole, texts), check=True, stdout=subprocess.DEVNULL)
    length = time.perf_counter() - begin
    wanted = dumped(whole)
    victim = folder / "victim.db"
    killed = inside = 0
    while killed < points:
        begun, ended = kill_one(victim, texts, after=choose.uniform(0, length))
        killed += not ended
        inside += begun and not ended
        check_clean(victim)
        if ended or choose.random() < 0.25:
            if ended:
                assert dumped(victim) == wanted, "the register that was killed differs from the one that was not"
            for file in folder.glob("victim.db*"):
                file.unlink()
    subprocess.run(command(victim, texts), check=True, stdout=subprocess.DEVNULL)
    assert dumped(victim) == wanted, "the register that was killed differs from the one that was not"
    return killed, inside


def command(place: Path, texts: list[Path]) -> list[str]:
    """Return the command that adds `texts` to the register at `place`."""
    return [sys.executable, "-c", ADD, str(place), *map(str, texts)]


def kill_one(place: Path, texts: list[Path], *, after: float) -> tuple[bool, bool]:
    """Start adding and kill it after so many seconds; return whether it had begun, and whether it had ended by then."""
    process = subprocess.Popen(command(place, texts), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        process.wait(timeout=after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    out, _ = process.communicate()
    return b"begun" in out, process.returncode == 0


def check_clean(place: Path) -> None:
    """Open what a killed process left, on a copy as whoever comes next would find it."""
    if not place.exists():
        return
    copy = place.with_name("copy.db")
    for suffix in ("", "-wal"):
        if Path(f"{place}{suffix}").exists():
            shutil.copy(f"{place}{suffix}", f"{copy}{suffix}")
    with sqlite3.connect(copy) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchone() is None
    connection.close()
    dumped(copy)
    for file in place.parent.glob("copy.db*"):
        file.unlink()


def dumped(place: Path) -> list[bytes]:
    """Return the dump of a register."""
    with open_register(place) as register:
        return list(register.dump())


if __name__ == "__main__":
    main()
