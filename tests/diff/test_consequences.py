"""For whom a change of a term is better that stands for each of several records, by what reads it."""

from __future__ import annotations

import pytest

from duly.comparison.compare import compare
from duly.comparison.instances import in_place
from duly.comparison.rewrites import normal
from duly.diagnostics import Diagnostic
from duly.language import nodes as n
from duly.language.parser import parse
from duly.model import nodes as m
from duly.model.loader import load_sources
from duly.source import Excerpt, Source

LEASE = """\
language: 1

agreement:
  id: lease
  title: Lease of a Press
  parties: {lessor: The Lessor, lessee: The Lessee}
  dated: 2001-02-01
  currency: USD
  life:
    - {state: in force, from: signed, cite: "1"}
  counting:
    trigger_day: {is: excluded, assumed: usual}
    month_end: {is: last day, assumed: usual}
    roll: {is: none, cite: "10"}
    failure: {is: the day itself, assumed: usual}

actions:
  act: do what the norm says

records:
  lending:
    begins: lent
    fields:
      lent: {type: event, ask: On what day was it lent?, answered_by: lessee}
      back: {type: event, ask: On what day did it come back?, answered_by: lessee}
      abroad: {type: boolean, ask: Was it lent abroad?, answered_by: lessee}
      insured: {type: boolean, ask: Was it insured?, answered_by: lessee}

facts:
  signed: {type: event, ask: On what day was it signed?, answered_by: both, cite: "1"}
  lendings: {type: list of lending, presume: none recorded, cite: "7"}

terms:
  last_day:
    for: {x: lendings}
    type: date
    value: 10 days after x.lent
    cite: "7"
  day_of_reminder:
    for: {x: lendings}
    type: date
    value: the earlier of 4 days before last_day[x] and 2001-12-01
    cite: "7"
  is_risky:
    for: {x: lendings}
    type: boolean
    value: x.abroad and not x.insured
    cite: "7"
  fee:
    for: {x: lendings}
    type: money
    value: "$10.00"
    cite: "7"
"""

BRING_BACK = "duty: lessee must act, upon: x.lent, by: last_day[x], done: x.back"
FETCH = "permission: lessor may act, upon: x.lent, from: last_day[x], done: x.back"
HELP = "duty: lessor must act, upon: x.lent, by: last_day[x], done: x.back"
REMIND = "duty: lessor must act, upon: x.lent, by: day_of_reminder[x], done: x.back"
SHIP = "prohibition: lessee must not act, while: is_risky[x]"
BUY = "permission: lessee may act, while: not is_risky[x]"
LATE = "duty: lessee must act, upon: last_day[x], by: 5 days after x.lent, done: x.back"
LONGER = ("10 days after x.lent", "20 days after x.lent")
OFTENER = ("x.abroad and not x.insured", "x.abroad")
SINCE = ("10 days after x.lent", "10 days after x.back")
ANY = "prohibition: lessee must not act, while: any y in lendings where is_risky[y]"
EVERY = "prohibition: lessee must not act, while: every y in lendings where is_risky[y] has y.back has happened"
TWO = "prohibition: lessee must not act, while: (count of y in lendings where is_risky[y]) >= 2"
FEES = "duty: lessee must act, upon: signed, amount: sum of fee[y] for y in lendings, done: signed"
HALF = "duty: lessee must act, upon: signed, amount: (sum of fee[y] for y in lendings) / 2, done: signed"
MORE = ("$10.00", "$20.00")
BEFORE_IT = "permission: lessor may act, when: x.back before last_day[x]"
AS_OF = "permission: lessor may act, while: is_risky[x] on x.lent"
GONE = "permission: lessor may act, while: (earliest of day_of_reminder[y] for y in lendings) on or before as_of"


def parsed(text: str) -> n.Expression:
    found = parse(Excerpt.of(text))
    assert not isinstance(found, Diagnostic), found
    return found


def rules(text: str) -> m.Rules:
    found = load_sources([Source("lease.yaml", text)])
    assert found.is_sound, found.diagnostics
    return found.rules


def version(norms: tuple[str, ...], more: str = "", edit: tuple[str, str] = ("", "")) -> m.Rules:
    assert edit[0] in LEASE
    rows = []
    for number, norm in enumerate(norms):
        rows.append(f"  norm_{number}:\n")
        rows += ["    for: {x: lendings}\n"] if "x." in norm or "[x]" in norm else []
        rows += [f"    {key.replace(';', ',')}\n" for key in norm.split(", ")]
        rows.append('    summary: What it says.\n    cite: "7"\n')
    return rules(LEASE.replace(*edit) + "\nnorms:\n" + "".join(rows) + more)


@pytest.mark.parametrize(
    ("norms", "edit", "expected"),
    [
        ((BRING_BACK,), LONGER, "lessee/lessor"),
        ((FETCH,), LONGER, "lessee/lessor"),  # the lessor may fetch it later only
        ((BRING_BACK, FETCH), LONGER, "lessee/lessor"),
        ((BRING_BACK, HELP), LONGER, "/"),  # each has more time
        ((REMIND,), LONGER, "lessor/lessee"),  # by way of another term, later or the same
        ((LATE,), LONGER, "/"),  # when a duty begins says nothing of for whom it is better
        ((BRING_BACK,), SINCE, "/"),
        ((BEFORE_IT,), LONGER, "lessor/lessee"),
        ((SHIP,), OFTENER, "lessor/lessee"),
        ((BUY,), OFTENER, "lessor/lessee"),
        ((SHIP, BUY), OFTENER, "lessor/lessee"),
        ((ANY,), OFTENER, "lessor/lessee"),
        ((EVERY,), OFTENER, "lessee/lessor"),  # of more of them it has to hold, so the ban holds less often
        ((TWO,), OFTENER, "lessor/lessee"),
        ((AS_OF,), OFTENER, "lessor/lessee"),
        ((FEES,), MORE, "lessor/lessee"),
        ((HALF,), MORE, "lessor/lessee"),
        ((GONE,), LONGER, "lessee/lessor"),  # the first of the days comes later
        (("duty: lessee must act, by: 2001-12-01, done: signed",), LONGER, "/"),  # nothing reads the term
    ],
)
def test_for_whom(norms: tuple[str, ...], edit: tuple[str, str], expected: str) -> None:
    (change,) = compare(version(norms), version(norms, edit=edit))
    assert f"{change.better_for}/{change.worse_for}" == expected
    (back,) = compare(version(norms, edit=edit), version(norms))
    assert f"{back.worse_for}/{back.better_for}" == expected


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (OFTENER, "The term `is_risky` holds in more cases."),
        (("not x.insured", "not x.insured and x.back has not happened"), "The term `is_risky` holds in fewer cases."),
        (("x.abroad and not x.insured", "x.insured"), "The term `is_risky` holds in other cases."),
        (LONGER, "The term `last_day` is later, by 10 days."),
        (MORE, "The term `fee` is more, by $10.00."),
    ],
)
def test_what_becomes_of_a_term(edit: tuple[str, str], says: str) -> None:
    (change,) = compare(version((SHIP,)), version((SHIP,), edit=edit))
    assert change.says == says


def exception(effect: str) -> str:
    return f'\nexceptions:\n  unless:\n    gives_way: norm_0\n    when: is_risky[x]\n    {effect}\n    cite: "7"\n'


@pytest.mark.parametrize(
    ("norm", "effect", "expected"),
    [
        (BRING_BACK, "end: {day: kept, accrued: stands}", "lessee/lessor"),
        (FETCH, "end: {day: kept, accrued: stands}", "lessee/lessor"),
        (BRING_BACK, "replace: {by: 3 days after x.lent}", "/"),
    ],
)
def test_for_whom_by_way_of_an_exception(norm: str, effect: str, expected: str) -> None:
    more = exception(effect)
    (change,) = compare(version((norm,), more), version((norm,), more, OFTENER))
    assert f"{change.better_for}/{change.worse_for}" == expected


def test_what_ends_the_agreement_is_for_nobody() -> None:
    late = (
        "  life:\n",
        '  life:\n    - {state: expired, after: "earliest of last_day[y] for y in lendings", cite: "2"}\n',
    )
    texts = [LEASE.replace(*late), LEASE.replace(*late).replace(*LONGER)]
    norm = "\nnorms:\n  back:\n    for: {x: lendings}\n    " + BRING_BACK.replace(", ", "\n    ")
    old, new = (rules(f'{text}{norm}\n    summary: Bring it.\n    cite: "7"\n') for text in texts)
    (change,) = compare(old, new)
    assert (change.better_for, change.worse_for) == ("", "")


def test_a_norm_that_says_itself_what_the_term_said_moved_by_nothing_else() -> None:
    """`by: last_day[x]` became `by: 12 days after x.lent`, where the term said 10."""
    (change,) = compare(version((BRING_BACK,)), version((BRING_BACK.replace("last_day[x]", "12 days after x.lent"),)))
    assert (change.better_for, change.worse_for) == ("lessee", "lessor")


def term(parameter: str, value: str) -> m.Term:
    text = f'  of_it:\n    for: {{{parameter}: lendings}}\n    type: boolean\n    value: {value}\n    cite: "7"\n'
    return rules(LEASE + text).terms["of_it"]


@pytest.mark.parametrize(
    ("value", "read", "whole"),
    [
        ("x.abroad", "of_it[y]", "y.abroad"),
        ("x.abroad", "of_it[(first y in lendings)]", "(first y in lendings).abroad"),
        (
            "every y in lendings has y.lent on or after x.lent",
            "any y in lendings where of_it[y]",
            "any y in lendings where (every z in lendings has z.lent on or after y.lent)",
        ),
        (
            "any y in lendings where (any z in lendings where z.lent before y.lent and y.lent before x.lent)",
            "any y in lendings where (any z in lendings where of_it[y] and of_it[z])",
            "any y in lendings where (any z in lendings where"
            " (any a in lendings where (any b in lendings where b.lent before a.lent and a.lent before y.lent))"
            " and (any a in lendings where (any b in lendings where b.lent before a.lent and a.lent before z.lent)))",
        ),
    ],
)
def test_a_value_stands_where_it_is_read(value: str, read: str, whole: str) -> None:
    of_it = term("x", value)
    assert normal(in_place(parsed(read), of_it, of_it.value)) == normal(parsed(whole))


def test_earlier_ones_are_of_the_record_that_is_looked_at() -> None:
    of_it = term("x", "any y in earlier lendings where y.abroad")
    there = [in_place(parsed(read), of_it, of_it.value) for read in ("of_it[a]", "of_it[a]", "of_it[b]")]
    assert there[0] == there[1] != there[2]
