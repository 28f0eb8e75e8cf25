"""What becomes of two people's edits of one file; every expected text is written by hand."""

from __future__ import annotations

import pytest

from duly.merging.merge import Merge, Style, merge
from duly.merging.order import merged_order

BASE = """\
# The rules of a loan.
language: 1

facts:
  # when it began
  handed_over: {type: event, ask: When?, cite: "1"}
  returned: {type: event, ask: When?, cite: "2"}

norms:
  grind:
    permission: borrower may grind_rye
    until: last_day  # the last one
    summary: >-
      Grind rye,
      slowly.
    cite: "1"

  give_back:
    duty: borrower must give_back
    by: 10 days after last_day
    cite: "2"
# the end
"""


def merged(ours: str, theirs: str, base: str = BASE, shows_base: bool = False) -> Merge:
    return merge(base.encode(), ours.encode(), theirs.encode(), Style(shows_base=shows_base))


def edited(*pairs: tuple[str, str], base: str = BASE) -> str:
    for before, after in pairs:
        assert base.count(before) == 1, before
        base = base.replace(before, after)
    return base


LATER = ("by: 10 days", "by: 12 days")
MORE = ("by: 10 days", "by: 20 days")
SLOWLY = ("slowly.", "very slowly.")
NEW_FACT = ("\n\nnorms:", '\n  oiled: {type: event, ask: When?, cite: "1"}\n\nnorms:')
NEWER_FACT = ("\n\nnorms:", '\n  # by whom\n  sold: {type: event, ask: When?, cite: "1"}\n\nnorms:')


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ([LATER], [SLOWLY]),
        ([LATER], [('    cite: "2"', '    cite: "3"')]),
        ([LATER], [("# when it began", "# on which day it began")]),
        ([LATER], [("# the end", "# the very end")]),
        ([LATER], [("\nlanguage", "\n# of the language\nlanguage")]),
        ([LATER], [NEW_FACT]),
        ([("returned: {type: event", "returned: {type: date")], [('ask: When?, cite: "2"', 'ask: When?, cite: "3"')]),
        ([("# the last one", "# the very last")], [SLOWLY]),
    ],
)
def test_different_rules_and_different_keys_of_a_rule_merge(
    ours: list[tuple[str, str]], theirs: list[tuple[str, str]]
) -> None:
    both = edited(*ours, *theirs)
    assert merged(edited(*ours), edited(*theirs)) == Merge(both.encode())
    assert merged(edited(*theirs), edited(*ours)) == Merge(both.encode())


def test_what_both_added_at_one_place_stays_ours_first() -> None:
    found = merged(edited(NEW_FACT), edited(NEWER_FACT))
    oiled, sold = '  oiled: {type: event, ask: When?, cite: "1"}\n', '  sold: {type: event, ask: When?, cite: "1"}\n'
    assert found == Merge(edited(("\n\nnorms:", f"\n{oiled}  # by whom\n{sold}\nnorms:")).encode())


def test_a_section_that_both_added_holds_the_rules_of_both() -> None:
    one, other = "\nterms:\n  a: {value: 1}\n", "\nterms:\n  b: {value: 2}\n"
    found = merged(BASE + one, BASE + other)
    assert found == Merge((BASE + one + "  b: {value: 2}\n").encode())


def test_a_rule_that_moved_keeps_what_the_other_changed() -> None:
    block = BASE[BASE.index("  give_back:") : BASE.index("# the end")]
    moved = BASE.replace(f"\n{block}", "").replace("norms:\n", f"norms:\n{block}\n")
    assert merged(moved, edited(LATER)) == Merge(moved.replace("by: 10", "by: 12").encode())
    assert merged(edited(LATER), moved) == Merge(moved.replace("by: 10", "by: 12").encode())


def test_a_clash_stands_around_the_key() -> None:
    found = merged(edited(LATER, SLOWLY), edited(MORE))
    expected = edited(SLOWLY).replace(
        "    by: 10 days after last_day\n",
        "<<<<<<< ours\n    by: 12 days after last_day\n=======\n    by: 20 days after last_day\n>>>>>>> theirs\n",
    )
    assert (found.data.decode(), found.conflicts) == (expected, 1)
    assert found.clashes == (("norms", "give_back", "by"),)


def test_a_clash_can_show_base() -> None:
    said = merged(edited(LATER), edited(MORE), shows_base=True).data.decode()
    assert "12 days after last_day\n||||||| base\n    by: 10 days after last_day\n=======\n" in said


def test_a_clash_in_braces_stands_around_the_rule() -> None:
    ours, theirs = edited(("handed_over: {type: event", "handed_over: {type: date")), edited(
        ("handed_over: {type: event", "handed_over: {type: text")
    )  # fmt: skip
    found = merged(ours, theirs)
    line = '  handed_over: {type: %s, ask: When?, cite: "1"}\n'
    clash = f"<<<<<<< ours\n{line % 'date'}=======\n{line % 'text'}>>>>>>> theirs\n"
    assert found.data.decode() == BASE.replace(line % "event", clash)


@pytest.mark.parametrize("is_ours", [True, False])
def test_what_one_took_away_and_the_other_changed_is_a_clash(is_ours: bool) -> None:
    line = '  returned: {type: event, ask: When?, cite: "2"}\n'
    gone, changed = edited((line, "")), edited(("returned: {type: event", "returned: {type: date"))
    found = merged(gone, changed) if is_ours else merged(changed, gone)
    there = line.replace("event", "date")
    sides = f"=======\n{there}" if is_ours else f"{there}=======\n"
    assert found.data.decode() == BASE.replace(line, f"<<<<<<< ours\n{sides}>>>>>>> theirs\n")


def test_what_both_took_away_is_gone_and_what_one_did_too() -> None:
    line = '  returned: {type: event, ask: When?, cite: "2"}\n'
    assert merged(edited((line, ""), LATER), edited((line, ""))) == Merge(edited((line, ""), LATER).encode())
    assert merged(edited((line, "")), edited(LATER)) == Merge(edited((line, ""), LATER).encode())


def test_a_section_of_which_each_took_a_half_is_gone_unless_comments_are_left() -> None:
    one, other = (
        '  handed_over: {type: event, ask: When?, cite: "1"}\n',
        '  returned: {type: event, ask: When?, cite: "2"}\n',
    )
    bare = edited(("  # when it began\n", ""))
    found = merged(bare.replace(one, ""), bare.replace(other, ""), bare)
    assert found == Merge(bare.replace(f"facts:\n{one}{other}\n", "").encode())
    kept = merged(BASE.replace(one, ""), BASE.replace(other, ""))
    assert kept.conflicts and "# when it began" in kept.data.decode()


def test_a_rule_added_twice_in_two_ways_is_a_clash_of_the_rule() -> None:
    one, other = '  oiled: {type: event, cite: "1"}\n', '  oiled: {type: date, cite: "1"}\n'
    found = merged(edited(("\n\nnorms:", f"\n{one}\nnorms:")), edited(("\n\nnorms:", f"\n{other}\nnorms:")))
    assert f"<<<<<<< ours\n{one}=======\n{other}>>>>>>> theirs\n" in found.data.decode()


def test_comments_that_both_changed_are_a_clash_of_the_comments() -> None:
    found = merged(edited(("# when it began", "# one"), LATER), edited(("# when it began", "# two")))
    assert "facts:\n<<<<<<< ours\n  # one\n=======\n  # two\n>>>>>>> theirs\n  handed_over" in found.data.decode()
    assert "by: 12 days" in found.data.decode()


def test_blank_lines_are_nothing_to_clash_over() -> None:
    found = merged(edited(("\n  give_back", "\n\n\n  give_back")), edited(("\n  give_back", "  # why\n  give_back")))
    assert found == Merge(edited(("\n  give_back", "  # why\n  give_back")).encode())


# Lists.

LIST = """\
text:
  - {section: "1", unit: 1, encoded_by: [grind]}
  - section: "2"
    unit: 1
    no_effect: a heading
  - section: "2"
    unit: 2
    encoded_by:
      - grind
agreement:
  life:
    - state: in force
      from: handed_over
    - state: void
      from: revoked
"""
ONE = ("[grind]", "[grind, last_day]")
TWO = ("a heading", "the heading")
THREE = ("    unit: 1\n", "    unit: 1\n    fingerprint: x\n")
NEW_UNIT = ("agreement:", '  - {section: "3", unit: 1, no_effect: none}\nagreement:')
NEWER_UNIT = ("agreement:", '  - {section: "4", unit: 1, no_effect: none}\nagreement:')
LINE = ("    - state: void", "    - state: expired\n      from: later\n    - state: void")


@pytest.mark.parametrize(
    ("ours", "theirs"), [(ONE, TWO), (TWO, THREE), (ONE, NEW_UNIT), (LINE, ("from: revoked", "from: undone"))]
)
def test_items_with_names_merge(ours: tuple[str, str], theirs: tuple[str, str]) -> None:
    both = edited(ours, theirs, base=LIST)
    assert merged(edited(ours, base=LIST), edited(theirs, base=LIST), LIST) == Merge(both.encode())
    assert merged(edited(theirs, base=LIST), edited(ours, base=LIST), LIST) == Merge(both.encode())


def test_units_that_both_added_both_stay() -> None:
    found = merged(edited(NEW_UNIT, base=LIST), edited(NEWER_UNIT, base=LIST), LIST)
    assert found == Merge(edited((*NEWER_UNIT,), base=edited(NEW_UNIT, base=LIST)).encode())


def test_where_order_counts_two_additions_are_a_clash() -> None:
    other = ("    - state: void", "    - state: suspended\n      from: later\n    - state: void")
    found = merged(edited(LINE, base=LIST), edited(other, base=LIST), LIST)
    assert found.clashes == (("agreement", "life"),)
    assert found.data.decode().startswith(LIST[: LIST.index("  life:")] + "<<<<<<< ours\n  life:\n")


def test_a_clash_in_the_line_of_a_dash_stands_around_the_item() -> None:
    ours, theirs = (edited(("state: in force", f"note: {word}\n      state: in force"), base=LIST) for word in "ab")
    found = merged(ours, theirs, LIST)
    assert found.clashes == (("agreement", "life", "in force"),)
    assert (
        "<<<<<<< ours\n    - note: a\n      state: in force\n      from: handed_over\n=======\n" in found.data.decode()
    )


# Layout, files that cannot be followed, and bytes.


def test_a_side_that_was_laid_out_keeps_what_the_other_changed() -> None:
    wide = BASE.replace("\n  ", "\n      ").replace("\n        ", "\n         ").replace("{type", "{  type")
    assert merged(BASE, wide.replace("10 days", "12 days"), wide) == Merge(edited(LATER).encode())
    assert merged(wide.replace("10 days", "12 days"), BASE, wide) == Merge(edited(LATER).encode())


@pytest.mark.parametrize("broken", ["facts: [", "a: b\n\ta: b\n", "x: *y\n", "just words\n", ""])
def test_a_side_that_cannot_be_followed_is_merged_by_lines(broken: str) -> None:
    found = merged(BASE, broken, edited(LATER))
    if broken.strip():
        assert found.by_lines
    assert found.conflicts
    said = found.data.decode()
    assert "by: 10 days" in said and broken.strip() in said


def test_pieces_that_would_say_something_else_together_are_merged_by_lines() -> None:
    base = "a: |+\n  x\nb: 1\nc: 1\n\nd: 1\n"
    found = merged(base.replace("b: 1\n", ""), base.replace("c: 1\n", ""), base)
    assert found.by_lines and found.conflicts, "the blank line above `d` would become a part of `a`"


def test_what_is_no_text_is_left_as_ours_and_not_taken_for_settled() -> None:
    found = merge(b"\0a", b"\0b", b"\0c")
    assert (found.data, found.conflicts) == (b"\0b", 1)


@pytest.mark.parametrize(("mark", "end"), [(b"", b"\r\n"), (b"\xef\xbb\xbf", b"\n"), (b"\xef\xbb\xbf", b"\r\n")])
def test_line_ends_and_byte_order_marks_are_kept(mark: bytes, end: bytes) -> None:
    base, ours, theirs, both = (
        mark + text.encode().replace(b"\n", end)
        for text in (BASE, edited(LATER), edited(SLOWLY), edited(LATER, SLOWLY))
    )
    assert merge(base, ours, theirs) == Merge(both)
    assert merge(BASE.encode(), ours, edited(SLOWLY).encode()) == Merge(both)
    assert merge(BASE.encode(), edited(SLOWLY).encode(), ours) == Merge(both)


def test_the_end_of_the_last_line_is_that_of_the_side_that_changed_it() -> None:
    assert merged(BASE.rstrip("\n"), edited(LATER)) == Merge(edited(LATER).rstrip("\n").encode())
    bare = BASE.replace("# the end\n", "").rstrip("\n")
    more = "\nterms:\n  a: {value: 1}"
    assert merged(bare + more, bare.replace("10", "12"), bare) == Merge((bare.replace("10", "12") + more).encode())


def test_mixed_line_ends_are_merged_by_lines() -> None:
    assert merge(b"a: 1\r\nb: 1\nc: 1\n", b"a: 2\r\nb: 1\nc: 1\n", b"a: 1\r\nb: 1\nc: 2\n").by_lines


def test_files_without_a_base_share_what_is_the_same() -> None:
    found = merged("language: 1\nfacts:\n  a: {type: date}\n", "language: 1\nfacts:\n  b: {type: date}\n", "")
    assert found == Merge(b"language: 1\nfacts:\n  a: {type: date}\n  b: {type: date}\n")


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        ("abc", "abc", "abc", "abc"),
        ("abc", "axbc", "aybc", "axybc"),
        ("abc", "xabc", "yabc", "xyabc"),
        ("abc", "abcx", "abcy", "abcxy"),
        ("abcd", "dabc", "abcd", "dabc"),
        ("abcd", "abcd", "bcda", "bcda"),
        ("abcd", "badc", "abcd", "badc"),
        ("abc", "cab", "bca", "cab"),
        ("abc", "ac", "abxc", "axc"),
    ],
)
def test_orders_merge(base: str, ours: str, theirs: str, expected: str) -> None:
    kept = {name for name in ours + theirs if not (name in base and (name not in ours or name not in theirs))}
    assert "".join(merged_order(base, ours, theirs, kept)) == expected
