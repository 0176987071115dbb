"""Forms of one person are one, forms of two are two, and what nobody can tell is left to a person."""

from itertools import permutations

import pytest

from dragoman.register.resolution.clusters import connect, pair_of
from dragoman.register.resolution.people import PersonForm, compare_people, fullest
from dragoman.register.resolution.scores import ACCEPT, REVIEW

YEAR = 365


def form(
    name: str, office: str = "deputy-foreign-minister", party: str = "RUS", n: int = 3, first: int = 737000, last: int = 737100
) -> PersonForm:
    return PersonForm(name, party, office, n, first, last)


def clusters(*forms: PersonForm) -> list[list[str]]:
    items = {f"{f.party}|{f.office}|{f.name}": f for f in forms}
    pairs = [pair_of(a, b) for a, b in permutations(items, 2)]
    return [cluster for component in connect(items, pairs, compare_people, {}) for cluster in component.clusters]


def test_initials_in_the_same_office_are_the_person() -> None:
    assert compare_people(form("V.Titov"), form("Vladimir Titov")).bits >= ACCEPT


def test_initials_in_another_office_are_a_question_at_most() -> None:
    assert compare_people(form("V.Titov", "ambassador"), form("Vladimir Titov")).bits < ACCEPT


def test_one_name_for_two_parties_is_two_people() -> None:
    assert compare_people(form("Carlos Souza", party="BRA"), form("Carlos Souza", party="PRT")).forbidden


def test_a_deputy_who_became_minister_is_one() -> None:
    assert (
        compare_people(
            form("Bùi Thanh Sơn", party="VNM"), form("Bui Thanh Son", "foreign-minister", "VNM", 3, 737500, 738000)
        ).bits
        >= ACCEPT
    )


def test_offices_that_nobody_holds_at_once_make_two_people_of_one_name() -> None:
    ambassador = form("Ivan Petrov", "ambassador", n=5, first=737000, last=737000 + YEAR)
    assert compare_people(ambassador, form("Ivan Petrov", n=5, first=737100, last=737100 + YEAR)).forbidden


def test_a_misspelt_deputy_is_a_question_and_a_misspelt_minister_is_not() -> None:
    doubt = compare_people(form("Mikhail Fratkov"), form("Mikhail Fradkov")).bits
    sure = compare_people(form("Mikhail Fratkov", "foreign-minister"), form("Mikhail Fradkov", "foreign-minister")).bits
    assert REVIEW <= doubt < ACCEPT <= sure


def test_an_initial_that_fits_two_is_left_open() -> None:
    found = clusters(form("S. Ivanov"), form("Sergei Ivanov"), form("Stepan Ivanov"))
    assert sorted(map(len, found)) == [1, 1, 1]


def test_an_initial_is_of_the_name_that_accounts_for_all_of_it() -> None:
    found = clusters(form("S. P. Ivanov"), form("Semyon Pavel Ivanov"), form("Stepan Ivanov"))
    assert sorted(map(len, found)) == [1, 2]


def test_an_initial_is_of_who_held_the_office_at_that_time() -> None:
    later = form("Stepan Ivanov", first=740000, last=741000)
    found = clusters(form("S. Ivanov"), form("Sergei Ivanov"), later)
    assert sorted(map(len, found)) == [1, 2]


def test_two_misspellings_of_a_minister_are_one_by_the_name_between_them() -> None:
    slips = [form(name, "foreign-minister") for name in ("Pemelin Gresgrak", "Permelin Gesgrak")]
    assert len(clusters(*slips)) == 2
    assert len(clusters(*slips, form("Permelin Gresgrak", "foreign-minister"))) == 1


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_order_does_not_show(order: tuple[int, ...]) -> None:
    forms = [form("S. Ivanov"), form("Sergei Ivanov"), form("Иванов Сергей"), form("Stepan Ivanov")]
    assert sorted(clusters(*(forms[n] for n in order))) == sorted(clusters(*forms))


def test_the_fullest_name_with_its_diacritics_is_shown() -> None:
    assert (
        fullest([form("Bui Thanh Son", n=9), form("Буй Тхань Шон", n=9), form("Bùi Thanh Sơn", n=1), form("Son", n=20)])
        == "Bùi Thanh Sơn"
    )
