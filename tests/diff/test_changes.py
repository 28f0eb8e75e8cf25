"""Pairs of versions, each one edit of `base.yaml` apart, and what the change means; expected by reading the two texts.

A pair is what is replaced by what, and the changes: `id level better/worse`, each party `-` where it cannot be told.
"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest
from folders import CHECKOUT

from duly.comparison.changes import Change
from duly.comparison.compare import compare
from duly.comparison.parts import parts
from duly.language.nodes import Truth
from duly.model import nodes as m
from duly.model.layout import lay_out
from duly.model.loader import Loaded, load_sources
from duly.source import Source

BASE = (CHECKOUT / "tests" / "diff" / "base.yaml").read_text(encoding="utf-8")


def loaded(text: str) -> Loaded:
    found = load_sources([Source("lease.yaml", text)])
    assert found.is_sound, found.diagnostics
    return found


OLD = loaded(BASE).rules


def edited(*edits: tuple[str, str]) -> str:
    text = BASE
    for old, new in edits:
        assert old in text, f"`{old}` is not in base.yaml"
        text = text.replace(old, new)
    return text


def changes(*edits: tuple[str, str]) -> tuple[Change, ...]:
    return compare(OLD, loaded(edited(*edits)).rules)


def summary(change: Change) -> str:
    return f"{change.id} {change.level} {change.better_for or '-'}/{change.worse_for or '-'}"


PAIRS: dict[str, tuple[list[tuple[str, str]], list[str]]] = {
    # Days by which.
    "a longer period": (
        [("by: 15 days after called_back", "by: 20 days after called_back")],
        ["norm-by-changed substance lessee/lessor"],
    ),
    "a shorter period": (
        [("by: 15 days after called_back", "by: 10 days after called_back")],
        ["norm-by-changed substance lessor/lessee"],
    ),
    "business days": (
        [("by: 15 days after called_back", "by: 15 business days after called_back")],
        ["norm-by-changed substance lessee/lessor"],
    ),
    "fewer business days": (
        [("by: 15 days after called_back", "by: 10 business days after called_back")],
        ["norm-by-changed substance -/-"],
    ),
    "another trigger of a period": (
        [("by: 15 days after called_back", "by: 15 days after delivered")],
        ["norm-by-changed substance -/-"],
    ),
    "no last day": (
        [("    by: 15 days after called_back\n", "")],
        ["norm-by-removed substance lessee/lessor"],
    ),
    "one option of a reading": (
        [("use 30 days after first_day", "use 20 days after first_day")],
        ["norm-by-changed substance lessor/lessee"],
    ),
    "a covenant for longer": (
        [("until: 3 months after first_day", "until: 4 months after first_day")],
        ["norm-until-changed substance lessor/lessee"],
    ),
    "a covenant without end": (
        [("    until: 3 months after first_day\n", "")],
        ["norm-until-removed substance lessor/lessee"],
    ),
    "a permission for longer": (
        [("until: 2001-12-01", "until: 2001-12-15")],
        ["norm-until-changed substance lessee/lessor"],
    ),
    "a permission from later on": (
        [("from: 1 month after first_day", "from: 2 months after first_day")],
        ["norm-from-changed substance lessor/lessee"],
    ),
    # Conditions.
    "a duty under one condition more": (
        [("when: works and hours >= 1", "when: works and hours >= 1 and insured")],
        ["norm-when-changed substance lessee/lessor"],
    ),
    "a duty under a higher threshold": (
        [("works and hours >= 1", "works and hours > 1")],
        ["norm-when-changed substance lessee/lessor"],
    ),
    "a duty without condition": (
        [("    when: works and hours >= 1\n", "")],
        ["norm-when-removed substance lessor/lessee"],
    ),
    "a condition the other way round": (
        [("when: good_standing", "when: not good_standing")],
        ["norm-when-changed substance -/-"],
    ),
    "and for or": (
        [("while: insured or works", "while: insured and works")],
        ["norm-while-changed substance -/-"],
    ),
    "a permission under one condition more": (
        [("when: good_standing", "when: good_standing and insured")],
        ["norm-when-changed substance lessor/lessee"],
    ),
    "a power with less effect": (
        [("effective: good_standing and works", "effective: good_standing and works and insured")],
        ["norm-effective-changed substance lessor/lessee"],
    ),
    "a statement that is untrue more often": (
        [("untrue: not works", "untrue: not works or not insured")],
        ["norm-untrue-changed substance lessee/lessor"],
    ),
    "the same condition in another order": (
        [("when: works and hours >= 1", "when: hours >= 1 and works")],
        ["norm-when-rewritten none -/-"],
    ),
    "the same condition in other words": (
        [("while: insured or works", "while: not (not insured and not works)")],
        ["norm-while-rewritten none -/-"],
    ),
    # Norms.
    "another party": (
        [("lessor states warrant\n    to: lessee", "lessee states warrant\n    to: lessor")],
        ["norm-bearer-changed substance -/-", "norm-to-changed substance -/-"],
    ),
    "a ban becomes a permission": (
        [
            ("prohibition: lessee must not move_press", "permission: lessee may move_press"),
            ("  agreed_move:\n    gives_way: stay\n    upon: consented\n    permit: act\n", ""),
            ("    when: works\n    cite: \"6\"\n", ""),
        ],
        ["norm-kind-changed substance lessee/lessor", "exception-removed substance lessor/lessee"],
    ),
    "another act": (
        [("lessee may lend", "lessee may move_press")],
        ["norm-action-changed substance -/-"],
    ),
    "another performance": (
        [("done: returned", "done: moved")],
        ["norm-done-changed substance -/-"],
    ),
    "more of an amount": (
        [("amount: rent", "amount: the greater of rent and $1.00")],
        ["norm-amount-changed substance lessor/lessee"],
    ),
    "a norm less": (
        [("  risk:\n    disposition: lessee is pass_risk\n    summary: The risk passes on delivery.\n"
          "    upon: delivered\n    cite: \"2\"\n", "")],
        ["norm-removed substance -/-"],
    ),
    "a duty more": (
        [("groups:\n", "  oil:\n    duty: lessee must insure\n    summary: Oil it.\n    upon: delivered\n"
          "    cite: \"5\"\n\ngroups:\n")],
        ["norm-added substance lessor/lessee"],
    ),
    "a permission more": (
        [("groups:\n", "  park:\n    permission: lessee may move_press\n    cite: \"6\"\n    summary: P\n\ngroups:\n")],
        ["norm-added substance lessee/lessor"],
    ),
    "another state of the agreement": (
        [("  stay:\n", "  stay:\n    during: [in force, expired]\n")],
        ["norm-during-changed substance lessor/lessee"],
    ),
    "a standard of effort": (
        [("by: 15 days after", "effort: best efforts\n    effort_met: works\n    by: 15 days after")],
        ["norm-effort-added substance -/-", "norm-effort-met-added substance -/-"],
    ),
    "a permission that is used once": (
        [("permission: lessee may lend", "once: true\n    permission: lessee may lend")],
        ["norm-once-added substance lessor/lessee"],
    ),
    # Names.
    "another name": (
        [("give_back:", "hand_back:")],
        ["norm-renamed wording -/-"],
    ),
    "another name and another period": (
        [("give_back:", "hand_back:"), ("by: 15 days", "by: 16 days")],
        ["norm-by-changed substance lessee/lessor", "norm-renamed wording -/-"],
    ),
    "another name of what others read": (
        [("first_day", "day_one")],
        [
            "term-renamed wording -/-",
            "norm-by-rewritten none -/-",
            "norm-from-rewritten none -/-",
            "norm-from-rewritten none -/-",
            "norm-from-rewritten none -/-",
            "norm-until-rewritten none -/-",
            "norm-until-rewritten none -/-",
            "norm-upon-rewritten none -/-",
        ],
    ),
    # Terms.
    "an amount of a term": (
        [("$500.00", "$600.00")],
        ["term-value-changed substance -/-"],
    ),
    "limbs in another order": (
        [
            ('{if: hours > 100, value: "$500.00", cite: "4.a"}', '{if: hours > 100, value: "$300.00", cite: "4.a"}'),
            ('{value: "$300.00", cite: "4.b"}', '{value: "$500.00", cite: "4.b"}'),
        ],
        ["term-value-changed substance -/-"],
    ),
    "another section of a limb": (
        [('cite: "4.b"', 'cite: "4.c"')],
        ["term-sections-of-limbs-changed wording -/-"],
    ),
    "a term that may be amended": (
        [("  rent:\n    type: money", "  rent:\n    amendable: true\n    type: money")],
        ["term-amendable-added substance -/-"],
    ),
    "a term that nothing reads": (
        [("  first_day:\n", "  half_rent: {type: money, value: rent / 2, cite: \"4\", summary: Half}\n  first_day:\n")],
        ["term-added unclear -/-"],
    ),
    # Exceptions.
    "an exception less": (
        [(BASE[BASE.index("  agreed_move:") : BASE.index("  over:")], "")],
        ["exception-removed substance lessor/lessee"],
    ),
    "a wider exception": (
        [("permit: act\n    when: works", "permit: act\n    when: works or insured")],
        ["exception-when-changed substance lessee/lessor"],
    ),
    "what gives way": (
        [("gives_way: care", "gives_way: stay")],
        ["exception-gives-way-changed substance -/-"],
    ),
    "what falls with an end": (
        [("accrued: stands", "accrued: falls")],
        ["exception-accrued-changed substance -/-"],
    ),
    "a member of a group": (
        [("care: [keep_insured, stay]", "care: [keep_insured]")],
        ["group-norms-changed substance -/-"],
    ),
    "members in another order": ([("[keep_insured, stay]", "[stay, keep_insured]")], []),
    # What is not written in norms.
    "another reading": (
        [("assumed: use", "assumed: signing")],
        ["reading-assumed-changed substance -/-"],
    ),
    "an open reading": (
        [("assumed: use", "assumed: none")],
        ["reading-assumed-changed substance -/-"],
    ),
    "options in another order": (
        [
            (
                "use 30 days after first_day, signing 30 days after signed",
                "signing 30 days after signed, use 30 days after first_day",
            )
        ],
        ["norm-by-rewritten none -/-"],
    ),
    "a counting line": (
        [("trigger_day: {is: excluded", "trigger_day: {is: included")],
        ["counting-is-changed substance -/-"],
    ),
    "another calendar": (
        [("{is: nyse", "{is: us_federal")],
        ["counting-is-changed substance -/-"],
    ),
    "a line that is assumed no longer": (
        [("failure: {is: the day itself, assumed: usual}", 'failure: {is: the day itself, cite: "11"}')],
        [
            "counting-assumed-removed unclear -/-",
            "counting-cite-added wording -/-",
            "counting-reason-removed wording -/-",
        ],
    ),
    "no presumption": (
        [("was it ended?, answered_by: both, presume: none recorded,", "was it ended?, answered_by: both,")],
        ["fact-presume-removed substance -/-"],
    ),
    "another judge": (
        [("judgment_of: lessee", "judgment_of: lessor")],
        ["fact-judgment-of-changed substance -/-"],
    ),
    "another question": (
        [("Is it insured?", "Is the press insured?")],
        ["fact-ask-changed wording -/-"],
    ),
    "a field more": (
        [("    must:\n", "      back: {type: event, ask: When did it come back?, answered_by: lessee}\n    must:\n")],
        [
            "record-back-answered-by-added wording -/-",
            "record-back-ask-added wording -/-",
            "record-back-type-added substance -/-",
        ],
    ),
    "what must hold of a record": (
        [("this.lent on or after 2001-02-01", "this.lent on or after 2001-03-01")],
        ["record-must-1-changed substance -/-"],
    ),
    "the type of a silence": (
        [("type: money, cite: \"4\"}\n\ntext", "type: number, cite: \"4\"}\n\ntext")],
        ["silence-type-changed substance -/-"],
    ),
    "a unit that is not encoded any more": (
        [("no_effect: a heading", "not_encoded: too hard")],
        ["text-claim-changed substance -/-", "text-reason-changed wording -/-"],
    ),
    "another text of a unit": (
        [("1111111111111111", "4444444444444444")],
        ["text-fingerprint-changed unclear -/-"],
    ),
    "a life that lasts longer": (
        [("after: 1 year after signed", "after: 2 years after signed")],
        ["life-after-changed substance -/-"],
    ),
    "a line of life less": (
        [('    - {state: terminated, after: ended_early, cite: "9"}\n', "")],
        ["life-removed substance -/-"],
    ),
    "another law": ([("Delaware", "Ohio")], ["agreement-governing-law-changed substance -/-"]),
    "another party's name": ([("The Lessee}", "The Tenant}")], ["agreement-party-lessee-changed substance -/-"]),
    "a party and an act in other words": ([("pay the rent", "pay rent")], ["action-changed wording -/-"]),
    # Letters and layout.
    "a letter that looks alike": (
        [("summary: Pay the rent.", "summary: Pay the r\u0435nt.")],
        ["norm-summary-changed wording -/-"],
    ),
    "marks that turn text round": (
        [("summary: Pay the rent.", 'summary: "Pay \\u202ethe rent."')],
        ["norm-summary-changed wording -/-"],
    ),
    "another section": (
        [('    done: returned\n    cite: "3"', '    done: returned\n    cite: "3.1"')],
        ["norm-cite-changed wording -/-"],
    ),
    "quotes": ([("    upon: called_back", '    upon: "called_back"')], []),
    "comments and blanks": ([("norms:\n", "# all of them\n\nnorms:   # here\n")], []),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_a_pair(name: str) -> None:
    edits, expected = PAIRS[name]
    assert sorted(map(summary, changes(*edits))) == sorted(expected)


def test_there_are_sixty_pairs() -> None:
    assert len(PAIRS) >= 60


def test_the_other_way_round_the_parties_change_places() -> None:
    new = loaded(edited(("by: 15 days after called_back", "by: 20 days after called_back"))).rules
    (back,) = compare(new, OLD)
    assert (back.better_for, back.worse_for) == ("lessor", "lessee")
    assert back.says == "The lessee has 5 days less to give the press back."


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a longer period", "The lessee has 5 days more to give the press back."),
        ("no last day", "The lessee no longer has a last day to give the press back."),
        ("one option of a reading", "The lessee has up to 10 days less to pay the rent."),
        ("business days", "The last day for the lessee to give the press back is later, or the same."),
        ("a permission for longer", "The lessee may lend the press until a later day by 14 days."),
        ("a duty more", "The lessee now must keep the press insured."),
        ("another reading", "The passage `pay_day` is read otherwise."),
    ],
)
def test_what_is_said(name: str, said: str) -> None:
    assert [change.says for change in changes(*PAIRS[name][0])] == [said]


def test_a_letter_that_looks_alike_is_named() -> None:
    (change,) = changes(*PAIRS["a letter that looks alike"][0])
    assert "U+0435 cyrillic small letter ie" in change.note


def test_rules_in_another_order_and_layout_are_no_change() -> None:
    start, end = BASE.index("  give_back:\n"), BASE.index("  pay:\n")
    moved = BASE[:start] + BASE[end:]
    moved = moved.replace("  keep_insured:\n", BASE[start:end] + "  keep_insured:\n", 1)
    assert compare(OLD, loaded(moved).rules) == ()
    wide = BASE.replace("\n  ", "\n      ").replace(": {", ":   {")
    text, _ = lay_out(Source("lease.yaml", wide))
    assert text is not None
    assert compare(OLD, loaded(text).rules) == ()


def test_lines_of_life_in_another_order_are_told() -> None:
    lines = [line + "\n" for line in BASE.splitlines() if "- {state: expired" in line or "- {state: terminated" in line]
    new = loaded(BASE.replace("".join(lines), "".join(reversed(lines)))).rules
    assert [summary(change) for change in compare(OLD, new)] == ["life-order-changed unclear -/-"]


def test_a_closure_more_is_told_with_its_day() -> None:
    calendars = loaded(BASE).calendars
    nyse = calendars["nyse"]
    more = {**calendars, "nyse": replace(nyse, closures={**nyse.closures, date(2001, 3, 9): "a storm"})}
    (change,) = compare(OLD, OLD, (calendars, more))
    assert (change.id, change.level, change.after) == ("calendar-closures-changed", "substance", "2001-03-09")


def test_everything_of_an_empty_side_is_new_and_gone() -> None:
    assert {change.id.rpartition("-")[2] for change in compare(None, OLD)} == {"added"}
    assert {change.id.rpartition("-")[2] for change in compare(OLD, None)} == {"removed"}
    assert len(compare(None, OLD)) == len(compare(OLD, None))


def test_fingerprints_are_of_what_changed() -> None:
    one, other, third = (changes(("by: 15 days", f"by: {days} days"))[0].fingerprint for days in (16, 16, 17))
    assert one == other != third


# Every field of every node is compared.

NOT_COMPARED = {"name", "span", "section", "unit"}
"""These pair rules, or are no meaning."""


@pytest.mark.parametrize("name", [name for name in PAIRS if PAIRS[name][1]])
def test_a_change_of_nodes_is_a_change(name: str) -> None:
    new = loaded(edited(*PAIRS[name][0])).rules
    assert new != OLD or name in ("another section of a limb",)


@pytest.mark.parametrize(
    "rule",
    [*OLD.norms.values(), *OLD.terms.values(), *OLD.facts.values(), *OLD.readings.values(), *OLD.silences.values(),
     *OLD.exceptions.values(), *OLD.groups.values(), *OLD.agreement.life, *OLD.agreement.counting, *OLD.text],
    ids=lambda rule: f"{type(rule).__name__}-{getattr(rule, 'name', '')}",
)  # fmt: skip
def test_each_field_counts(rule: object) -> None:
    """Another value of any field is seen."""
    before = {key: part.value for key, part in parts(rule, {}).items()}  # type: ignore[arg-type]
    for each in fields(rule):  # type: ignore[arg-type]
        if each.name in NOT_COMPARED or not each.compare:
            continue
        changed = _other(getattr(rule, each.name), rule)
        if changed is None:
            continue
        after = {key: part.value for key, part in parts(replace(rule, **{each.name: changed}), {}).items()}  # type: ignore
        assert before != after, f"{each.name} is not compared"


def _other(value: object, rule: object) -> object:
    """Another value of the same kind; None where there is no simple one."""
    match value:
        case None if isinstance(rule, (m.Norm, m.LifeLine, m.Exception_)):
            return Truth(True, span=rule.span)
        case None:  # a unit has one claim
            return None if isinstance(rule, m.TextUnit) else "x"
        case bool():
            return not value
        case str():
            return f"{value}x"
        case m.Effect():
            return replace(value, kind="waive" if value.kind != "waive" else "permit")
        case _:
            return None
