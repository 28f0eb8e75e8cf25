"""What holds of changes as such; pairs of versions with what is expected of them lie in folders (`test_pairs.py`)."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest
from folders import CHECKOUT
from version_pairs import pairs

from duly.comparison.compare import compare
from duly.comparison.parts import parts
from duly.comparison.reach import reached
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


def test_the_other_way_round_the_parties_change_places() -> None:
    new = loaded(edited(("by: 15 days after called_back", "by: 20 days after called_back"))).rules
    (back,) = compare(new, OLD)
    assert (back.better_for, back.worse_for) == ("lessor", "lessee")
    assert back.says == "The lessee has 5 days less to give the press back."


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
    assert [(change.id, change.level) for change in compare(OLD, new)] == [("life-order-changed", "unclear")]


def test_a_closure_more_is_told_with_its_day() -> None:
    calendars = loaded(BASE).calendars
    nyse = calendars["nyse"]
    more = {**calendars, "nyse": replace(nyse, closures={**nyse.closures, date(2001, 3, 9): "a storm"})}
    (change,) = compare(OLD, OLD, (calendars, more))
    assert (change.id, change.level, change.after) == ("calendar-closures-changed", "substance", "2001-03-09")


def test_a_closure_of_a_calendar_that_no_rule_counts_by_means_nothing() -> None:
    calendars = loaded(BASE).calendars
    federal = calendars["us_federal"]
    more = {**calendars, "us_federal": replace(federal, closures={**federal.closures, date(2001, 3, 9): "a storm"})}
    (change,) = compare(OLD, OLD, (calendars, more))
    assert (change.id, change.level, change.after) == ("calendar-closures-changed", "none", "2001-03-09")
    named = loaded(edited(("by: 15 days after called_back", "by: 15 business days of us_federal after called_back")))
    (change,) = compare(named.rules, named.rules, (calendars, more))
    assert change.level == "substance"
    assert reached(change, named.rules)[0] == "give_back"
    assert "pay_rent" not in reached(change, named.rules)


def test_whether_the_day_of_an_end_counts_is_said() -> None:
    lost = loaded(edited(("end: {day: kept", "end: {day: lost"))).rules
    ((gone,), (come,)) = compare(OLD, lost), compare(lost, OLD)
    assert gone.says == "Where the exception `over` to `care` ends it, that day itself no longer counts."
    assert come.says == "Where the exception `over` to `care` ends it, that day itself still counts now."


def test_which_way_a_value_that_an_exception_sets_moves_is_said() -> None:
    line = "dearer: {gives_way: rent, upon: called_back, set: {value: $5.00}, cite: '4', summary: Dearer.}"
    added = "  over:\n", f"  {line}\n  over:\n"
    amendable = "  rent:\n    type: money\n", "  rent:\n    type: money\n    amendable: true\n"
    one, other = (loaded(edited(added, amendable).replace("$5.00", each)).rules for each in ("$5.00", "$7.00"))
    (change,) = compare(one, other)
    assert change.says == "What the exception `dearer` to `rent` sets is more, by $2.00."


def test_everything_of_an_empty_side_is_new_and_gone() -> None:
    assert {change.id.rpartition("-")[2] for change in compare(None, OLD)} == {"added"}
    assert {change.id.rpartition("-")[2] for change in compare(OLD, None)} == {"removed"}
    assert len(compare(None, OLD)) == len(compare(OLD, None))


def test_fingerprints_are_of_what_changed() -> None:
    one, other, third = (
        compare(OLD, loaded(edited(("by: 15 days", f"by: {days} days"))).rules)[0].fingerprint for days in (16, 16, 17)
    )
    assert one == other != third


def test_whoever_accepts_a_new_rule_accepts_what_it_says() -> None:
    oil = '  oil:\n    duty: lessee must insure\n    summary: Oil it.\n    by: {} days after delivered\n    cite: "5"\n'
    versions = [loaded(edited(("groups:\n", f"{oil.format(days)}\ngroups:\n"))).rules for days in (5, 5, 6)]
    one, other, third = (compare(OLD, rules)[0].fingerprint for rules in versions)
    assert one == other != third


# Every field of every node is compared.

NOT_COMPARED = {"name", "span", "section", "unit"}
"""These pair rules, or are no meaning."""


@pytest.mark.parametrize("name", [name for name, each in pairs().items() if each.changes and each.old.endswith("yaml")])
def test_a_change_of_nodes_is_a_change(name: str) -> None:
    folder = pairs()[name].folder
    old, new = (loaded((folder / side).read_text(encoding="utf-8")).rules for side in ("old.yaml", "new.yaml"))
    assert new != old or name == "another-section-of-a-limb"


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
