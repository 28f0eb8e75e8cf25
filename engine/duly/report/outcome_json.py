"""An outcome becomes JSON for programs.

In: `Outcome`. Out: one JSON document that fits `schemas/outcome.schema.json`. The one idea: the same outcome is the
same bytes everywhere. Keys stand in the order of this file, lists in that of the outcome, and what has no order of its
own (reasons) is sorted; days are ISO dates, amounts and numbers are texts, so nothing passes through a float.
"""

from __future__ import annotations

import json
from typing import Any

from duly.evaluation import outcome as o
from duly.evaluation.explanation import Step
from duly.language.frame import Note
from duly.model.nodes import Citation, Citations
from duly.report.contract_words import ContractWords
from duly.report.values_json import day, reasons, value

Plain = dict[str, Any]


def render_json(outcome: o.Outcome, words: ContractWords | None = None) -> str:
    """The outcome as JSON, with a line end; with `words`, what the contract says beside each norm and shown term."""
    made = document(outcome)
    if words is not None:
        beside = {norm.norm: norm.cite for norm in outcome.norms}
        beside |= {term.id: term.cite for term in outcome.terms if term.is_shown}
        made["contract"] = {name: words.records(name, cite) for name, cite in beside.items()}
    return json.dumps(made, indent=2, ensure_ascii=True) + "\n"


def document(outcome: o.Outcome) -> Plain:
    """The outcome as what JSON can say."""
    return {
        "format_version": o.FORMAT_VERSION,
        "agreement": outcome.agreement,
        "title": outcome.title,
        "facts_title": outcome.facts_title,
        "facts_through": day(outcome.facts_through),
        "parties": dict(outcome.parties),
        "as_of": day(outcome.as_of),
        "state": None if outcome.is_set else _state(outcome.state),
        "used": [
            {"name": each.name, "agreement": each.id, "title": each.title, "state": _state(each.state)}
            for each in outcome.used
        ],
        "terms": [_term(term) for term in outcome.terms],
        "norms": [_norm(norm) for norm in outcome.norms],
        "others_possible": [
            {"norm": other.norm, "reasons": reasons(other.reasons)} for other in outcome.others_possible
        ],
        "none_so_far": [_none_so_far(each) for each in outcome.none_so_far],
        "deadlines": [_deadline(deadline) for deadline in outcome.deadlines],
        "breaches": [_breach(breach) for breach in outcome.breaches],
        "conflicts": [{"about": each.about, "detail": each.detail} for each in outcome.conflicts],
        "missing": [_missing(each) for each in outcome.missing],
        "relied_on": [_relied_on(each) for each in outcome.relied_on],
        "left_aside": [{"name": each.name, "day": day(each.day)} for each in outcome.left_aside],
        "not_encoded": [_not_encoded(each) for each in outcome.not_encoded],
        "all_readings": [_forks(each) for each in outcome.forks],
        "receipt": _receipt(outcome.receipt),
    }


def _state(state: o.StateOutcome) -> Plain:
    return {
        "state": state.state,
        "possible": list(state.possible),
        "reasons": reasons(state.reasons),
        "since": day(state.since),
        "cite": _cite(state.cite),
        "summary": state.summary,
        "next_change": _next_change(state.next_change),
        "history": [_period(period) for period in state.history],
        "rests_on": _notes(state.notes),
        "why": step(state.why),
    }


def _period(period: o.StatePeriod) -> Plain:
    return {
        "first": day(period.first),
        "last": day(period.last),
        "state": period.state,
        "looked_then": period.looked_then,
    }


def _term(term: o.TermOutcome) -> Plain:
    return {
        "id": term.id,
        "type": term.type,
        "value": value(term.value),
        "cite": _cite(term.cite),
        "summary": term.summary,
        "is_shown": term.is_shown,
        "rests_on": _notes(term.notes),
    }


def _norm(norm: o.NormOutcome) -> Plain:
    return {
        "id": norm.id,
        "norm": norm.norm,
        "kind": norm.kind,
        "bearer": norm.bearer,
        "to": norm.to,
        "action": norm.action,
        "summary": norm.summary,
        "cite": _cite(norm.cite),
        "state": norm.state,
        "possible": list(norm.possible),
        "reasons": reasons(norm.reasons),
        "is_sure": norm.is_sure,
        "triggered": value(norm.triggered),
        "due": value(norm.due),
        "starts": value(norm.starts),
        "ends": value(norm.ends),
        "done": value(norm.done),
        "amount": value(norm.amount),
        "effort": norm.effort,
        "uses": [{"act": use.act, "day": day(use.day), "verdict": use.verdict} for use in norm.uses],
        "breaches": [_breach(breach) for breach in norm.breaches],
        "next_change": _next_change(norm.next_change),
        "rests_on": _notes(norm.notes),
        "why": step(norm.why),
    }


def _none_so_far(norm: o.NoneSoFar) -> Plain:
    return {
        "norm": norm.norm,
        "kind": norm.kind,
        "bearer": norm.bearer,
        "summary": norm.summary,
        "cite": _cite(norm.cite),
        "lists": list(norm.lists),
        "reasons": reasons(norm.reasons),
        "rests_on": _notes(norm.notes),
    }


def _breach(breach: o.BreachOutcome) -> Plain:
    return {
        "norm": breach.norm,
        "bearer": breach.bearer,
        "day": day(breach.day),
        "act": breach.act,
        "waived": breach.waived,
    }


def _deadline(deadline: o.Deadline) -> Plain:
    return {
        "day": day(deadline.day),
        "id": deadline.id,
        "bearer": deadline.bearer,
        "kind": deadline.kind,
        "summary": deadline.summary,
        "state": deadline.state,
        "amount": value(deadline.amount),
    }


def _missing(missing: o.Missing) -> Plain:
    return {
        "kind": missing.kind,
        "name": missing.name,
        "detail": missing.detail,
        "ask": missing.ask,
        "answered_by": missing.answered_by,
        "options": dict(missing.options),
        "affects": list(missing.affects),
    }


def _relied_on(relied: o.ReliedOn) -> Plain:
    return {
        "kind": relied.kind,
        "name": relied.name,
        "detail": relied.detail,
        "says": relied.says,
        "affects": list(relied.affects),
    }


def _not_encoded(unit: o.NotEncoded) -> Plain:
    return {"section": unit.section, "unit": unit.unit, "reason": unit.reason, "affects": list(unit.affects)}


def _forks(forks: o.ReadingForks) -> Plain:
    return {
        "id": forks.id,
        "agrees": forks.agrees,
        "decided_by": list(forks.decided_by),
        "forks": [{"readings": dict(fork.readings), "said": fork.said} for fork in forks.forks],
        "untried": forks.untried,
    }


def _receipt(receipt: o.Receipt) -> Plain:
    return {
        "engine": receipt.engine,
        "language": receipt.language,
        "rules": receipt.rules,
        "facts": receipt.facts,
        "as_of": day(receipt.as_of),
        "known_by": day(receipt.known_by),
        "strict": receipt.strict,
        "readings": dict(receipt.readings),
        "notice": NOTICE,
    }


NOTICE = "This is no legal advice."


def _next_change(change: o.NextChange | None) -> Plain | None:
    return {"day": day(change.day), "to": change.to} if change is not None else None


def _cite(citations: Citations) -> list[Plain]:
    return [_citation(each) for each in citations]


def _citation(citation: Citation) -> Plain:
    """A section with its units; one of another agreement also with that one's name."""
    of = {"agreement": citation.agreement} if citation.agreement else {}
    return {"section": citation.section, "units": list(citation.units), **of}


def _notes(notes: tuple[Note, ...]) -> list[Plain]:
    return [{"kind": note.kind, "name": note.name, "detail": note.detail} for note in notes]


def step(found: Step | None) -> Plain | None:
    """An explanation's step with those below it; what it does not have is left out."""
    if found is None:
        return None
    told: Plain = {"kind": found.kind, "label": found.label, "value": found.value}
    if found.cite:
        told["cite"] = _cite(found.cite)
    if found.note:
        told["note"] = found.note
    if found.day is not None:
        told["day"] = day(found.day)
    if found.decides:
        told["decides"] = True
    if found.steps:
        told["steps"] = [step(each) for each in found.steps]
    return told
