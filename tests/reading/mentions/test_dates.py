"""Dates with the month before the day, and months that are everyday words."""

from pathlib import Path

import pytest

from dragoman.lang.pack import Pack, load_pack
from dragoman.model.edtf import format_edtf
from dragoman.reading.mentions.dates import find
from dragoman.text.normalise import normalise

ENGLISH = """
months = [
  ["January"], ["February"], ["March"], ["April"], ["May"], ["June"], ["July"],
  ["August"], ["September"], ["October"], ["November"], ["December"],
]
capital_months = ["May", "March"]
month_words = ["month"]
weekdays = [["Monday"], ["Tuesday"], ["Wednesday"], ["Thursday"], ["Friday"], ["Saturday"], ["Sunday"]]
month_first = true
day_suffixes = ["st", "nd", "rd", "th"]
of_month = ["of"]
day_words = ["the"]
year_words = ["of"]
separators = ["/", "-", "."]
range_words = ["-", "to"]
bare_after = ["on"]
relative_days = { today = 0 }
relative_months = { "this month" = 0 }
relative_years = { "this year" = 0 }
same_day = { phrases = ["the same day"] }
next_day = { phrases = ["the next day"] }
day_before = { phrases = ["the day before"] }
coming = { phrases = ["next"] }
past = { phrases = ["last"] }
"""


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pack:
    folder = tmp_path / "xy"
    folder.mkdir()
    (folder / "pack.toml").write_text('name = "Test"\nversion = "1"\nstatus = "draft"\n', encoding="utf-8")
    (folder / "dates.toml").write_text(ENGLISH, encoding="utf-8")
    made = load_pack("xy", tmp_path)
    monkeypatch.setattr("dragoman.reading.mentions.dates.load_pack", lambda code: made)
    return made


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It was signed on August 3, 2021 in Paris.", "2021-08-03"),
        ("It was signed on 3 August 2021.", "2021-08-03"),
        ("It met on May 17-18, 2018.", "2018-05-17/2018-05-18"),
        ("It met on the 3rd of August 2021.", "2021-08-03"),
        ("They met on September 30 to October 1, 2022.", "2022-09-30/2022-10-01"),
    ],
)
def test_british_and_american_order_are_both_read(pack: Pack, text: str, edtf: str) -> None:
    found = [d for d in find(normalise(text), pack) if d.kind == "day"]
    assert edtf in [format_edtf(d.first, d.last) for d in found]


def test_a_month_that_is_an_everyday_word_needs_its_capital(pack: Pack) -> None:
    assert find(normalise("They may march on."), pack) == []
    assert [d.first.month for d in find(normalise("They meet in May."), pack)] == [5]
