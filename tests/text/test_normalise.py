"""Offsets of the matching copy always lead back to the source, whatever stands in it."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from dragoman.text.normalise import normalise

AWKWARD = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "aăâbcdđeêghiklmnoôơpqrstuưvxy ABĐƠƯ\u00a0\u00ad\u200b\u0301\u0300\u0323\r\n\t\u2013\u2014\u201c\u201d\u2019İẞ.,;"
        ),
        st.characters(),
    ),
    max_size=200,
)


@given(AWKWARD)
def test_fold_and_norm_have_equal_length(source: str) -> None:
    text = normalise(source)
    assert len(text.norm) == len(text.fold)


@given(AWKWARD, st.data())
def test_every_range_maps_into_the_source_in_order(source: str, data: st.DataObject) -> None:
    text = normalise(source)
    start = data.draw(st.integers(0, len(text.norm)))
    end = data.draw(st.integers(start, len(text.norm)))
    span = text.span(start, end)
    assert 0 <= span.start <= span.end <= len(source)
    if end < len(text.norm):
        later = text.span(end, len(text.norm))
        assert later.start >= span.start


@given(st.text(alphabet="aeiouyăâêôơưđbcht ĐÂ", max_size=80))
def test_decomposed_text_gives_the_same_copy_and_spans_that_compose_to_it(source: str) -> None:
    composed = unicodedata.normalize("NFC", source)
    loose = unicodedata.normalize("NFD", composed)
    ours = normalise(loose)
    assert ours.norm == normalise(composed).norm
    for at in range(len(ours.norm)):
        span = ours.span(at, at + 1)
        if ours.norm[at] != " ":
            assert unicodedata.normalize("NFC", loose[span.start : span.end]) == ours.norm[at]


def test_soft_hyphens_and_doubled_blanks_do_not_part_a_phrase() -> None:
    text = normalise("hội\u00a0\u00a0ng\u00adhị")
    assert text.norm == "hội nghị"
    span = text.span(0, len(text.norm))
    assert text.source[span.start : span.end] == "hội\u00a0\u00a0ng\u00adhị"
