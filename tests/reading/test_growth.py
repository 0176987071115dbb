"""No input makes reading time grow much faster than its length: four times the text may take a little over four times as long.

Ratios of times, and not times, are compared, so that a slow machine does not matter; the best of a few runs is taken, so that a
busy one matters little.
"""

import signal
import time
from collections.abc import Callable

import pytest

from dragoman.reading.read import read

SIZE = 16_000
FACTOR = 4
# A linear reader gives 4; an n log n one about 4.6; a quadratic one 16.
ALLOWED = FACTOR * 2.2
RUNS = 3
# Seconds for the runs at one size; a linear reader needs a few of them on a slow machine.
PATIENCE = 20

VI = "Thứ trưởng Ngoại giao Nga Igor Morgulov khẳng định hai bên nhất trí hợp tác thương mại, ngày 20/2 tại Hà Nội. "
ID = "Wakil Menteri Luar Negeri Rusia Igor Morgulov menegaskan kedua pihak sepakat bekerja sama di bidang energi, Selasa (3/8). "


def repeated(unit: str) -> Callable[[int], str]:
    """Return a maker of texts of a given length out of one unit, after a sentence that says which language it is."""
    return lambda length: VI + (unit * (length // len(unit) + 1))[:length]


def many_names(length: int) -> str:
    """Return a text in which ever new people are named."""
    syllables = ("An", "Binh", "Chi", "Dung", "Em", "Giang", "Ha", "Khanh", "Lan", "Minh")
    pieces, size, number = [], 0, 0
    while size < length:
        digits = [int(digit) for digit in f"{number:04d}"]
        name = " ".join(syllables[digit] for digit in digits)
        pieces.append(f"Thứ trưởng Ngoại giao {name} đề nghị Nga hỗ trợ. ")
        size += len(pieces[-1])
        number += 7
    return "".join(pieces)


CASES: dict[str, Callable[[int], str]] = {
    "one line of clauses": repeated(VI.strip(". ") + ", đồng thời "),
    "sentences": repeated(VI),
    "indonesian sentences": lambda length: (ID * (length // len(ID) + 1))[:length],
    "paragraphs": repeated(VI + "\n\n"),
    "one name without end": repeated("Nguyễn Văn An "),
    "ever new names": many_names,
    "titles alone": repeated("Bộ trưởng "),
    "pronouns": repeated("Ông đề nghị hai bên nhất trí. "),
    "parties in a row": repeated("Nga, Việt Nam, ASEAN, "),
    "one predicate in a row": repeated("nhất trí "),
    "sessions": repeated("Đối thoại Chiến lược Việt Nam - Nga lần thứ 12 ngày 20/2, "),
    "dates": repeated("20/2/2019, ngày 3 tháng 4, hôm qua, "),
    "digits": repeated("1234567890"),
    "open brackets": repeated("("),
    "open quotes": repeated("“ "),
    "full stops": repeated(". "),
    "line ends": repeated("\n"),
    "spaces": repeated(" "),
    "letters without a space": repeated("a"),
    "combining marks": repeated("\u0301"),
    "capitals": repeated("VIỆT NAM VÀ NGA NHẤT TRÍ "),
    "menus": repeated("Trang chủ | Thời sự | Thế giới\n"),
    "instruments": repeated("Hiệp định Thương mại tự do Việt Nam - Nga, "),
}


class TooSlow(Exception):
    """Raised in the midst of reading, so that a quadratic reader fails the test and does not hold it up for an hour."""


def give_up(number: int, frame: object) -> None:
    """Answer the alarm."""
    raise TooSlow


def duration(text: str) -> float:
    """Return how long reading takes, the best of a few runs; without end where it takes longer than `PATIENCE`."""
    best = float("inf")
    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    try:
        for _ in range(RUNS):
            start = time.perf_counter()
            read(text, source="worst-case.txt")
            best = min(best, time.perf_counter() - start)
    except TooSlow:
        pass
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    return best


@pytest.mark.parametrize("case", CASES)
def test_reading_time_grows_with_length_and_not_faster(case: str) -> None:
    make = CASES[case]
    read(make(200), source="warm-up.txt")
    for _ in range(3):
        # Something else may take the processor for a while: only a ratio that stays is a finding.
        small, large = duration(make(SIZE)), duration(make(SIZE * FACTOR))
        # What takes next to no time at either size says nothing about growth.
        if large < 0.02 or (large < float("inf") and large / small < ALLOWED):
            return
        if large > PATIENCE / RUNS:
            break
    said = f"{large / small:.1f} times as long" if large < float("inf") else f"more than {PATIENCE} s"
    pytest.fail(f"{FACTOR} times the text took {said} ({small:.3f} s for {SIZE} characters)")
