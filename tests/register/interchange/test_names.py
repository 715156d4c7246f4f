"""Names: when two are the same, what is stuck to them, when they are none."""

from time import process_time

import pytest

from register.interchange import names
from register.interchange.cells.parsed import Context

SAME = (
    ("Leicester & Leicestershire Partnership", "LEICESTER and  LEICESTERSHIRE PARTNERSHIP"),
    ("Beauvale Charity – Hucknall", "Beauvale Charity - Hucknall"),
    ("Harborough Improvement Team (HIT)", "Harborough Improvement Team"),
    ("Community Leader's Group", "Community Leaders Group"),
    ("N.I.D.A.S", "NIDAS"),
    ("Туре Board", "Type Board"),
    ("The Rural Forum", "Rural Forum."),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_share_a_key(one, other):
    assert names.key(one) == names.key(other)


def test_different_names_have_different_keys():
    assert names.key("South Hams CVS") != names.key("West Devon CVS")
    assert names.key("Safety Group (North)") != names.key("Safety Group (South)")


def parsed(raw):
    return names.parse(raw, Context("name"))


def test_the_acronym_comes_apart():
    assert parsed("Harborough Improvement Team (HIT)").values == {
        "name": "Harborough Improvement Team",
        "acronym": "HIT",
    }
    assert "acronym" not in parsed("Rural Partnership (Management Board)").values


def test_a_new_name_keeps_the_former_one():
    result = parsed("Community Leader's Group (now Communities Together)")
    assert result.values == {"name": "Communities Together", "aliases": ["Community Leader's Group"]}
    assert result.doubt is not None


def test_money_stuck_to_a_name_is_taken_off_and_asked():
    result = parsed("South Hams Community & Voluntary Service (CVS)£10,000")
    assert result.values == {"name": "South Hams Community & Voluntary Service", "acronym": "CVS"}
    assert "£10,000" in result.doubt


@pytest.mark.parametrize("raw", ["?", "-", "TBC", "n/a", "", None, 12, "#REF!", "..."])
def test_what_cannot_be_a_name_is_an_error(raw):
    result = parsed(raw)
    assert result.values == {}
    assert [remark.severity.value for remark in result.remarks] == ["error"]


@pytest.mark.parametrize(
    "raw",
    [
        "Welland Partnerships (all except Welland Audit Partnership)",
        "Welland Partnership x 5",
        "Local groups (see below)",
        "WD Northern Cluster. SH Town Mayors and Clerks.",
    ],
)
def test_a_name_of_several_partnerships_is_asked(raw):
    assert "several partnerships" in parsed(raw).doubt


@pytest.mark.parametrize(
    "raw", ["Safer Streets Board", "LAG / LEAF", "11 to 19 partnership", "A5 Partnership", "Ring & Ride"]
)
def test_a_plain_name_is_not_asked(raw):
    assert parsed(raw).remarks == ()


@pytest.mark.parametrize("text", ["Board", "and Housing Group", "(Management Board)", "of Devon"])
def test_the_rest_of_a_wrapped_name_is_known(text):
    assert names.is_fragment(text)


@pytest.mark.parametrize("text", ["Leicestershire Together", "Other partnerships in the county", "Quayside Compact"])
def test_a_whole_name_is_no_fragment(text):
    assert not names.is_fragment(text)


def test_a_slip_of_the_pen_is_found_among_ten_thousand_names_quickly():
    known = [f"{first} {second} Partnership" for first in range(100) for second in range(99)] + [
        "Safer Communities Forum"
    ]
    started = process_time()
    found = names.near(["Safer Comunities Forum", "Quite Another Board"], known)
    assert [(one.position, known[one.other]) for one in found] == [(0, "Safer Communities Forum")]
    assert process_time() - started < 3


def test_numbers_tell_names_apart():
    assert names.near(["Ward Forum 12"], ["Ward Forum 13"]) == []
