"""A rule that one side renamed and the other changed; every expected text is written by hand."""

from __future__ import annotations

import pytest

from duly.merging.merge import Merge, merge

BASE = """\
language: 1

facts:
  called_back: {type: event, ask: When was it called back?, answered_by: lessor, cite: "3"}
  returned: {type: event, ask: When did it come back?, answered_by: lessor, cite: "3"}

terms:
  last_day:
    type: date
    value: 15 days after called_back
    cite: "3"

norms:
  give_back:
    duty: lessee must return_press
    upon: called_back
    by: last_day  # give_back has no other day
    done: returned
    summary: Call it give_back, and give it back.
    cite: "3"
  pay:
    duty: lessee must pay_rent
    by: 3 days after give_back.done
    summary: Pay the rent.
    cite: "4"

exceptions:
  waived:
    gives_way: [give_back, pay]
    when: give_back is overdue
    waive: {breach_on: give_back.due}
    cite: "5"
"""


def edited(*pairs: tuple[str, str], base: str = BASE) -> str:
    for before, after in pairs:
        assert base.count(before) == 1, before
        base = base.replace(before, after)
    return base


def merged(ours: str, theirs: str) -> Merge:
    return merge(BASE.encode(), ours.encode(), theirs.encode())


NAMED = (
    ("  give_back:\n", "  hand_over:\n"),
    ("after give_back.done", "after hand_over.done"),
    ("[give_back, pay]", "[hand_over, pay]"),
    ("give_back is overdue", "hand_over is overdue"),
    ("breach_on: give_back.due", "breach_on: hand_over.due"),
)
"""The norm with another name, and all that reads it."""
CALLED = (("  last_day:\n", "  day_of_return:\n"), ("by: last_day  #", "by: day_of_return  #"))
"""The term with another name."""


@pytest.mark.parametrize(
    ("name", "edit", "expected"),
    [
        (NAMED, ("done: returned", "done: 2 days after returned"), ("done: returned", "done: 2 days after returned")),
        (NAMED, ("    upon: called_back\n", ""), ("    upon: called_back\n", "")),
        (NAMED, ("by: last_day  # give_back has", "by: 2001-12-01  # give_back has"), None),
        (CALLED, ("value: 15 days", "value: 20 days"), ("value: 15 days", "value: 20 days")),
        (CALLED, ("value: 15 days after called_back", "value: 20 days after returned"), None),
    ],
)
def test_an_edit_lands_in_the_rule_under_its_new_name(
    name: tuple[tuple[str, str], ...], edit: tuple[str, str], expected: tuple[str, str] | None
) -> None:
    both = edited(*name, expected or edit)
    assert merged(edited(*name), edited(edit)) == Merge(both.encode())
    assert merged(edited(edit), edited(*name)) == Merge(both.encode())


def test_what_reads_the_rule_has_the_new_name_and_the_edit() -> None:
    """Both changed the lines that read it: one its name, the other what else stands there."""
    edits = (("done: returned", "done: called_back"), ("by: 3 days after", "by: 9 days after"))
    more = ("[give_back, pay]", "[give_back, pay, insure]")
    both = edited(*NAMED, *edits, ("[hand_over, pay]", "[hand_over, pay, insure]"))
    assert merged(edited(*NAMED), edited(*edits, more)) == Merge(both.encode())
    assert merged(edited(*edits, more), edited(*NAMED)) == Merge(both.encode())


def test_prose_and_comments_keep_the_words_that_stand_there() -> None:
    theirs = edited(("done: returned", "done: called_back"), ("Pay the rent.", "Pay, or give_back."))
    said = merged(edited(*NAMED), theirs).data.decode()
    assert "summary: Call it give_back, and give it back." in said
    assert "# give_back has no other day" in said and "summary: Pay, or give_back." in said


def test_a_rule_that_was_renamed_and_changed_is_known_by_its_summary() -> None:
    ours = edited(*NAMED, ("by: last_day  #", "by: 2001-12-01  #"))
    found = merged(ours, edited(("done: returned", "done: called_back")))
    assert found == Merge(edited(("done: returned", "done: called_back"), base=ours).encode())


def test_both_may_give_the_same_name() -> None:
    theirs = edited(*NAMED, ("done: returned", "done: called_back"))
    found = merged(edited(*NAMED, ("by: 3 days", "by: 4 days")), theirs)
    assert found == Merge(
        edited(*NAMED, ("done: returned", "done: called_back"), ("by: 3 days", "by: 4 days")).encode()
    )


def test_what_both_changed_under_the_new_name_is_a_clash_of_the_key() -> None:
    ours, theirs = edited(*NAMED, ("done: returned", "done: called_back")), edited(("done: returned", "done: never"))
    found = merged(ours, theirs)
    clash = "<<<<<<< ours\n    done: called_back\n=======\n    done: never\n>>>>>>> theirs\n"
    assert found.data.decode() == ours.replace("    done: called_back\n", clash)
    assert found.clashes == (("norms", "hand_over", "done"),)


# Where it is not certain that it is the same rule, a person decides.

CHANGED = ("done: returned", "done: called_back")


def test_another_rule_in_its_place_is_no_new_name() -> None:
    other = ("Call it give_back, and give it back.", "Insure the press.")
    found = merged(edited(*NAMED, other), edited(CHANGED))
    assert found.conflicts == 1 and "done: called_back" in found.data.decode()


def test_of_two_successors_neither_is_taken() -> None:
    start, end = BASE.index("  give_back:\n"), BASE.index("  pay:\n")
    twice = BASE[start:end].replace("give_back:", "hand_over:") + BASE[start:end].replace("give_back:", "hand_in:")
    found = merged(edited(*NAMED).replace(edited(*NAMED)[start:end], twice), edited(CHANGED))
    assert found.conflicts >= 1 and "done: called_back" in found.data.decode()


def test_two_names_are_a_clash() -> None:
    theirs = edited(*((before, after.replace("hand_over", "bring_back")) for before, after in NAMED), CHANGED)
    found = merged(edited(*NAMED), theirs)
    assert found.conflicts and all(name in found.data.decode() for name in ("hand_over:", "bring_back:"))


def test_a_name_that_the_other_side_uses_for_something_else_is_not_put_in() -> None:
    theirs = edited(
        CHANGED, ("\nterms:", '  hand_over: {type: event, ask: When was it handed over?, cite: "3"}\n\nterms:')
    )
    found = merged(edited(*NAMED), theirs)
    assert found.conflicts and "hand_over: {type: event" in found.data.decode()


def test_a_name_that_still_stands_somewhere_is_not_replaced() -> None:
    """Of the side that renamed the exception still reads the old name, so it may be another thing's."""
    found = merged(edited(*NAMED[:4]), edited(CHANGED))
    assert found.conflicts == 1
