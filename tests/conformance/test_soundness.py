"""An evaluation states nothing that the facts leave open.

Random conditions and norms on random facts, held against two properties. *Memory*: what is remembered within one
evaluation is what a fresh one gives on each day, in whatever order the days are read, and holds on every day before its
`until`. *Monotony*: more information (a missing fact given, a fact complete through a later day) never contradicts what
was known.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from conformance.agreements import QUESTION, Literal, facts_of, load, world_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duly.evaluation.norms import norm_instances, status
from duly.evaluation.world import World
from duly.values import AgreementRef, Unknown

FIRST = date(2001, 10, 1)
EVENTS = ("a", "b", "c")
DAYS = tuple(FIRST + timedelta(days=number) for number in range(14))
NORMS = ("pay", "tell", "ban", "keep", "leave", "renew", "title", "agreement")
days = st.sampled_from([day.isoformat() for day in DAYS])
events = st.sampled_from(EVENTS)
counts = st.integers(min_value=1, max_value=4)
sides = st.sampled_from(["before", "after", "on or before", "on or after", "falls on"])
choices = st.sampled_from(["the earlier", "the later"])

comparisons = st.one_of(
    st.builds("{} has happened".format, events),
    st.builds("{} {} {}".format, events, st.sampled_from(["before", "after", "on or before", "on or after"]), days),
    st.builds("{} falls on {}".format, events, days),
    st.builds("{} before {}".format, events, events),
    st.builds("{} within {} days after {}".format, events, counts, events),
    st.builds("{} within {} days before {}".format, events, counts, days),
    st.builds("(failure of {} by {}) has happened".format, events, days),
    st.builds("(failure of {} by {} days after {}) has happened".format, events, counts, events),
    st.builds("(the earlier of {} and {}) before {}".format, events, events, days),
    st.builds("(the later of {} and {}) on or before {}".format, events, events, days),
    st.builds("({} before {}) on {}".format, events, days, days),
    st.builds("as_of within {} days after {}".format, counts, events),
    st.builds("as_of within (from {} through {})".format, days, events),
    st.builds("as_of {} {}".format, sides, st.one_of(events, days)),
    st.builds("{} {} as_of".format, events, sides),
    st.builds("({} days after {}) {} as_of".format, counts, events, sides),
    st.builds("(first day from {} through {} on which {} has happened) {} {}".format, days, days, events, sides, days),
    st.builds("(first day from {} onward on which {} before {}) has happened".format, events, events, events),
    st.builds("(first day {} days following {} on which {} before as_of) before as_of".format, counts, events, events),
    st.builds("({} of {} and as_of) {} {}".format, choices, events, sides, events),
    st.builds("(the earlier of ({} of {} and as_of) and {}) before {}".format, choices, events, events, days),
    st.builds("any o in orders where o.delivered before {}".format, days),
    st.builds("every o in orders has o.delivered within {} days after {}".format, counts, events),
    st.builds("(latest of o.delivered for o in orders where o.good) before {}".format, days),
    st.builds("(earliest of o.delivered for o in orders where o.good) after {}".format, days),
    st.builds("(count of o in orders where o.good) >= {}".format, counts),
    st.sampled_from(["u", "(if u then a has happened else b has happened)"]),
    st.sampled_from(["pay is overdue", "ban.breached has happened", "any x in breaches of pay where x.waived"]),
    st.builds("moved {} {}".format, sides, events),
)
conditions = st.recursive(
    comparisons,
    lambda inner: st.one_of(
        st.builds("not ({})".format, inner),
        st.builds("(({}) and ({}))".format, inner, inner),
        st.builds("(({}) or ({}))".format, inner, inner),
    ),
    max_leaves=3,
)
plain_conditions = st.one_of(
    st.builds("{} has happened".format, events),
    st.builds("{} within {} days after {}".format, events, counts, events),
    st.just("u"),
)

working_back = st.one_of(st.none(), events, days)
effects = st.one_of(
    st.builds(lambda when: {"when": when, "permit": "act"}, plain_conditions),
    st.builds(
        lambda upon, when, lost, accrued, back: {
            "upon": upon,
            **({} if when is None else {"when": when}),
            "end": {"day": lost, "accrued": accrued, **({} if back is None else {"working_back_to": back})},
        },
        events,
        st.one_of(st.none(), plain_conditions),
        st.sampled_from(["kept", "lost"]),
        st.sampled_from(["stands", "falls"]),
        working_back,
    ),
    st.builds(lambda when, day: {"when": when, "end": {"day": day}}, plain_conditions, st.just("kept")),
    st.builds(
        lambda start, end, clock: {"suspend": {"from": start, "until": end, "clock": clock}},
        events,
        events,
        st.sampled_from(["runs", "stops"]),
    ),
)
replacing = st.builds(lambda when, day: {"when": when, "replace": {"by": day}}, plain_conditions, days)
waiving = st.builds(
    lambda upon, day, back: {
        "upon": upon,
        "waive": {"breach_on": day, **({} if back is None else {"working_back_to": back})},
    },
    events,
    days,
    working_back,
)
setting = st.builds(
    lambda upon, day, back: {
        "gives_way": "moved",
        "upon": upon,
        "set": {"value": day, **({} if back is None else {"working_back_to": back})},
    },
    events,
    days,
    working_back,
)

norms = st.fixed_dictionaries(
    {
        "pay": st.builds(
            lambda upon, by, done: {
                "duty": "seller must pay",
                "upon": upon,
                "by": f"{by} days after {upon}",
                "done": done,
            },
            events,
            counts,
            events,
        ),
        "tell": st.builds(
            lambda when, by, done, effort: {
                "duty": "seller must tell",
                "when": when,
                "by": by,
                "done": done,
                **({"effort": "best efforts", "effort_met": "u"} if effort else {}),
            },
            plain_conditions,
            st.one_of(st.just("moved"), days),
            st.sampled_from(["a", "c", "o in orders where o.good", "earliest of o.delivered for o in orders"]),
            st.booleans(),
        ),
        "keep": st.builds(
            lambda first, last, when, done: {
                "maintenance": "seller must keep insured",
                "from": first,
                "until": last,
                "while": when,
                "done": done,
            },
            st.one_of(events, days),
            st.one_of(events, st.just("moved")),
            plain_conditions,
            st.sampled_from(["c", "o in orders where o.good"]),
        ),
        "renew": st.builds(
            lambda first, form, once: {
                "power": "buyer may renew",
                "from": first,
                "until": "moved",
                "done": "orders",
                "effective": form,
                "once": once,
            },
            st.one_of(events, days),
            plain_conditions,
            st.sampled_from(["true", "false"]),
        ),
        "ban": st.builds(
            lambda first, last, done: {
                "prohibition": "seller must not sell",
                "from": first,
                "until": last,
                "done": done,
            },
            st.one_of(events, days),
            st.one_of(events, days),
            st.sampled_from(["c", "orders", "o in orders where o.good"]),
        ),
        "leave": st.builds(
            lambda upon, by, done: {
                "power": "buyer may leave",
                "upon": upon,
                "until": f"{by} days after {upon}",
                "done": done,
            },
            events,
            counts,
            events,
        ),
        "title": st.builds(lambda when: {"disposition": "buyer gets title", "when": when}, plain_conditions),
    }
)


@st.composite
def rule_sets(draw: st.DrawFn) -> dict[str, Any]:
    exceptions: dict[str, Any] = {}
    acting = st.sampled_from(["pay", "tell", "ban", "keep", "leave", "renew", "moved"])
    for number, norm in enumerate(draw(st.lists(acting, max_size=3))):
        kinds = {"pay": [effects, replacing, waiving], "tell": [effects, waiving], "ban": [effects, waiving]}
        effect = draw(setting if norm == "moved" else st.one_of(*kinds.get(norm, [effects])))
        exceptions[f"exception_{number}"] = {"gives_way": norm, **effect}
    life = [{"state": "in force", "from": draw(st.sampled_from(["2001-01-01", "a", "2001-10-04"]))}]
    if draw(st.booleans()):
        life.append({"state": "suspended", "from": draw(events)})
    if draw(st.booleans()):
        life.append({"state": "terminated", "after": draw(events)})
    return {
        "records": {"order": {"begins": "made", "fields": {"made": "event", "delivered": "event", "good": "boolean"}}},
        "facts": {**dict.fromkeys(EVENTS, "event"), "u": "boolean", "orders": "list of order"},
        "terms": {
            "moved": {"type": "date", "value": draw(days), "amendable": "true"},
            "begun": {"type": "date", "value": "2001-01-01"},
        },
        "norms": draw(norms),
        "exceptions": exceptions,
        "life": life,
        "expression": draw(conditions),
    }


event_facts = st.one_of(
    st.none(),
    st.builds(lambda day: {"value": day, "through": "2001-12-31"}, days),
    st.builds(lambda day: {"value": None, "through": day}, st.one_of(days, st.just("2001-12-31"))),
    st.builds(lambda one, other: {"between": sorted((one, other))}, days, days),
)
orders = st.builds(
    lambda number, made, delivered, good: {
        "id": f"o{number}",
        "made": made,
        **({} if delivered is None else {"delivered": delivered}),
        **({} if good is None else {"good": good}),
    },
    st.integers(min_value=1, max_value=3),
    days,
    event_facts,
    st.one_of(st.none(), st.booleans()),
)
lists = st.builds(
    lambda items, through: {"items": items, "through": through},
    st.lists(orders, max_size=2, unique_by=lambda order: str(order["id"])),
    st.one_of(days, st.just("2001-12-31")),
)
fact_sets = st.builds(
    lambda a, b, c, u, listed: {
        name: value for name, value in {"a": a, "b": b, "c": c, "u": u, "orders": listed}.items() if value is not None
    },
    event_facts,
    event_facts,
    event_facts,
    st.one_of(st.none(), st.booleans()),
    st.one_of(st.none(), lists),
)


def _literal(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _literal(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_literal(item) for item in value]
    return Literal(value, True) if isinstance(value, str) else Literal(json.dumps(value), False)


class Case:
    """A rule set with facts; gives a fresh world as often as it is asked."""

    def __init__(self, rules: dict[str, Any], told: dict[str, Any]) -> None:
        self.case = {**_literal(rules), "given": _literal(told)}
        self.loaded = load(self.case)
        self.told = told

    def with_facts(self, told: dict[str, Any]) -> Case:
        other = Case.__new__(Case)
        other.case, other.loaded, other.told = {**self.case, "given": _literal(told)}, self.loaded, told
        return other

    def world(self) -> World:
        facts, found = facts_of(self.case, self.loaded)
        assert facts is not None, found
        return world_of(self.case, self.loaded, facts)


def _answers(world: World, day: date) -> tuple[dict[str, Any], date | None]:
    """What is said on a day: the condition and the state of every norm; and the first day on which it may differ."""
    frame = world.frame(day)
    said: dict[str, Any] = {"condition": world.name(QUESTION, frame)}
    for norm in NORMS:
        if norm == "agreement":
            said[norm] = frozenset(world.states(AgreementRef("case"), frame)[0])
            continue
        sure, _, _ = norm_instances(world, world.rules.norms[norm], frame)
        found = status(world, sure[0], frame)
        said[norm] = frozenset(found.states)
        days = {"due": found.due, "ends": found.ends}
        days |= {name: getattr(found, name).day for name in ("triggered", "done", "breached", "exercised", "ended")}
        said |= {f"{norm}.{name}": each for name, each in days.items() if isinstance(each, date)}
    return said, frame.until


def _known(said: dict[str, Any]) -> dict[str, Any]:
    condition = said["condition"]
    if isinstance(condition, Unknown):
        condition = "open" if condition.is_open else "unknown"
    return {**said, "condition": condition}


def _is_kept(before: bool | str, after: bool | str, has_window: bool) -> bool:
    """Whether an answer stands beside a better informed one.

    What is held against something that is now known not to have come is open, though a bound may have excluded it
    before; and where windows or the day read are looked at, so is its negation, and what hangs on either.
    """
    if before in ("unknown", "open", after):
        return True
    return after in ("open", "unknown") if has_window else before is False and after == "open"


few = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@few
@given(rule_sets(), fact_sets, st.permutations(DAYS))
def test_one_evaluation_says_what_fresh_ones_say(
    rules: dict[str, Any], told: dict[str, Any], order: list[date]
) -> None:
    case = Case(rules, told)
    if not case.loaded.is_sound:
        return
    fresh = {day: _answers(case.world(), day) for day in DAYS}
    shared = case.world()
    for day in order:
        assert _known(_answers(shared, day)[0]) == _known(fresh[day][0]), f"on {day}"
    for day, (said, until) in fresh.items():
        for later in DAYS:
            if day < later and (until is None or later < until):
                assert _known(said) == _known(fresh[later][0]), f"{day} holds until {until}, but not on {later}"


@st.composite
def refined(draw: st.DrawFn, told: dict[str, Any]) -> dict[str, Any]:
    """The same facts with one of them known better."""
    name = draw(st.sampled_from([*EVENTS, "u", "orders"]))
    before = told.get(name)
    if name == "u":
        return told if before is not None else {**told, "u": draw(st.booleans())}
    if name == "orders":
        return {**told, "orders": draw(lists)} if before is None else told
    if before is None:
        after = draw(event_facts.filter(lambda fact: fact is not None))
    elif "between" in before:
        inside = [day.isoformat() for day in DAYS if before["between"][0] <= day.isoformat() <= before["between"][1]]
        after = {"value": draw(st.sampled_from(inside)), "through": "2001-12-31"}
    elif before["value"] is None:
        later = [day.isoformat() for day in DAYS if day.isoformat() > before["through"]]
        known = st.sampled_from(later) if later else st.nothing()
        after = draw(
            st.one_of(
                st.builds(lambda day: {"value": day, "through": "2001-12-31"}, known),
                st.just({"value": None, "through": "2001-12-31"}),
            )
        )
    else:
        after = before
    return {**told, name: after}


@few
@given(rule_sets(), fact_sets, st.data())
def test_more_information_contradicts_nothing(rules: dict[str, Any], told: dict[str, Any], data: st.DataObject) -> None:
    case = Case(rules, told)
    if not case.loaded.is_sound:
        return
    better = case.with_facts(data.draw(refined(told)))
    one, other = case.world(), better.world()
    for day in DAYS:
        before, after = _known(_answers(one, day)[0]), _known(_answers(other, day)[0])
        has_window = any(word in rules["expression"] for word in ("within", "as_of"))
        assert _is_kept(before["condition"], after["condition"], has_window), f"on {day}: {better.told}"
        for norm in NORMS:
            assert after[norm] <= before[norm], f"{norm} on {day}: {better.told}"
        for name in before:
            if "." in name:
                assert before[name] == after.get(name), f"{name} on {day}: {better.told}"
