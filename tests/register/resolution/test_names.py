"""Names across scripts, spellings, orders and initials; and names that are alike and not one."""

import pytest

from dragoman.register.resolution.names import catalogued, compare, may_be_slips


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn Minh Vũ", "Нгуен Минь Ву"),
        ("Bùi Thanh Sơn", "Буй Тхань Шон"),
        ("Sidharto Reza Suryodipuro", "Сидхарто Реза Сурьодипуро"),
        ("Joko Widodo", "Джоко Видодо"),
        ("Rajnath Singh", "Раджнатх Сингх"),
        ("Hakan Fidan", "Хакан Фидан"),
        ("Sergey Lavrov", "Sergei Lavrov"),
        ("Retno Marsudi", "Retno L.P. Marsudi"),
        ("Minh Vu Nguyen", "Nguyễn Minh Vũ"),
    ],
)
def test_one_name_in_two_spellings_is_the_same(one: str, other: str) -> None:
    assert compare(one, other).kind == "same" == compare(other, one).kind


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("V.Titov", "Vladimir Titov"), ("И.В.Моргулов", "Igor Morgulov"), ("Ж.Таварес", "Jose Tavares"), ("Э.Блинкен", "Antony J. Blinken"),
        ("S. Jaishankar", "Субраманьям Джайшанкар"), ("S.Lavrov", "С.В.Лавров"),
    ],
)  # fmt: skip
def test_initials_stand_for_names_of_any_script(one: str, other: str) -> None:
    assert compare(one, other).kind == "initials" == compare(other, one).kind


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vladimir Titov", "Vladimir Putin"), ("Nguyễn Minh Vũ", "Nguyễn Quốc Dũng"), ("Nguyễn Xuân Phúc", "Nguyễn Phú Trọng"),
        ("Vương Nghị", "Vương Đình Huệ"), ("V. Titov", "Igor Titov"), ("Nguyễn Minh Vũ", "Nguyễn Minh Vỹ"), ("", "Titov"),
    ],
)  # fmt: skip
def test_names_that_share_a_word_are_others(one: str, other: str) -> None:
    assert compare(one, other).kind == "other" == compare(other, one).kind


def test_tones_that_both_write_and_that_differ_are_noticed() -> None:
    assert compare("Trần Văn Thanh", "Trần Văn Thành").kind == "tones"
    assert compare("Tran Van Thanh", "Trần Văn Thành").kind == "same"


def test_a_slip_of_the_pen_is_told_from_another_name() -> None:
    assert compare("Mikhail Fradkov", "Mikhail Fratkov").kind == "misspelt"
    assert compare("Mikhail Fradkov", "Mikhail Fratkov").edits == 1
    assert compare("Mikhail Fradkov", "Mikhail Gorbachev").kind == "other"


def test_initials_that_stand_for_nothing_are_counted() -> None:
    assert compare("V.Titov", "Vladimir Titov").rest == 0
    assert compare("И.В.Моргулов", "Igor Morgulov").rest == 1 == compare("Igor Morgulov", "И.В.Моргулов").rest


def test_two_slips_of_one_name_are_told_from_two_names() -> None:
    assert may_be_slips("Mikhal Fradkov", "Fradov Mikhail")
    assert may_be_slips("Zook Firsti", "Firsti Zozok")
    for other in ("Nguyễn Minh Vỹ", "Nguyễn Quốc Dũng", "Minh Vũ"):
        assert not may_be_slips("Nguyễn Minh Vũ", other)
    assert not may_be_slips("Vladimir Titov", "Vladimir Putin")


def test_what_sounds_do_not_tell_the_catalogue_knows() -> None:
    assert catalogued("Vương Nghị", "CHN") == catalogued("Wang Yi", "CHN") == "Wang Yi"
    assert catalogued("Wang Yi", "VNM") is None
