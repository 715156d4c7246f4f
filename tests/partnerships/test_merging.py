"""Two people changed one record: what merges by itself, what clashes, what is written."""

from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.merging import MINE, THEIRS, decided, joined, packed, three_way, undecided, unpacked

VALUES = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2), min_size=4, max_size=4)
KEYS = st.frozensets(st.integers(0, 5))


def test_changes_to_different_fields_merge_by_themselves():
    merge = three_way({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 3})
    assert (merge.mine, merge.theirs, merge.clashes) == ({"b": 3}, {"a": 2}, ())


def test_two_values_for_one_field_clash():
    merge = three_way({"a": 1}, {"a": 2}, {"a": 3})
    assert merge.clashes == ("a",)
    assert merge.mine == {}


def test_the_same_value_from_both_is_no_clash_and_nothing_to_write():
    merge = three_way({"a": 1}, {"a": 2}, {"a": 2})
    assert (merge.mine, merge.clashes) == ({}, ())


def test_a_field_that_my_form_does_not_have_stays_as_they_left_it():
    merge = three_way({"a": 1, "b": 1}, {"a": 1, "b": 2}, {"a": 5})
    assert (merge.mine, merge.theirs) == ({"a": 5}, {"b": 2})


def test_additions_and_removals_of_a_list_are_joined():
    assert joined(frozenset({1, 2}), frozenset({1, 2, 3}), frozenset({2, 4})) == {2, 3, 4}


def test_a_list_never_clashes():
    merge = three_way({"a": frozenset({1})}, {"a": frozenset({2})}, {"a": frozenset({3})})
    assert (merge.clashes, merge.mine) == ((), {"a": frozenset({2, 3})})


def test_clearing_a_field_that_somebody_else_filled_in_differently_clashes():
    assert three_way({"a": "x"}, {"a": "y"}, {"a": ""}).clashes == ("a",)


def test_my_value_is_written_only_where_it_was_chosen():
    merge = three_way({"a": 1, "b": 1}, {"a": 2, "b": 2}, {"a": 3, "b": 3})
    assert decided(merge, {"a": 3, "b": 3}, {"a": MINE, "b": THEIRS}) == {"a": 3}


def test_a_clash_is_undecided_until_one_of_the_two_is_chosen():
    merge = three_way({"a": 1, "b": 1}, {"a": 2, "b": 2}, {"a": 3, "b": 3})
    assert undecided(merge, {"a": THEIRS, "b": "both"}) == ["b"]


def test_fields_that_belong_together_clash_as_one():
    groups = [("exempt", "paragraph")]
    original, theirs, mine = (
        packed({"exempt": exempt, "paragraph": number}, groups)
        for exempt, number in ((False, None), (True, 3), (True, 5))
    )
    assert three_way(original, theirs, mine).clashes == ("exempt",)


def test_what_was_packed_unpacks_to_the_same():
    values = {"a": 1, "b": 2, "c": 3}
    assert unpacked(packed(values, [("a", "b")]), [("a", "b")]) == values


@settings(deadline=None)
@given(VALUES, VALUES, VALUES)
def test_nobodys_change_is_lost_without_being_asked_about(original, theirs, mine):
    """Whatever I changed is written, agreed, or asked about; whatever they changed and I did not stays."""
    merge = three_way(original, theirs, mine)
    result = {**theirs, **merge.mine}
    for name in original:
        if mine[name] != original[name]:
            assert result[name] == mine[name] or name in merge.clashes
        else:
            assert result[name] == theirs[name]


@settings(deadline=None)
@given(VALUES, VALUES)
def test_without_a_second_editor_all_that_i_changed_is_written(original, mine):
    merge = three_way(original, original, mine)
    assert merge.clashes == ()
    assert {**original, **merge.mine} == mine


@settings(deadline=None)
@given(KEYS, KEYS, KEYS)
def test_joining_lists_does_not_depend_on_who_was_first(original, theirs, mine):
    assert joined(original, theirs, mine) == joined(original, mine, theirs)


@settings(deadline=None)
@given(KEYS, KEYS)
def test_joining_with_an_unchanged_list_keeps_the_other(original, mine):
    assert joined(original, original, mine) == mine
