"""Scenario files to scenarios that can be run.

In: the text of a scenario file and the agreement that it is about. Out: `Scenario`s and diagnostics. The one idea: what
is expected is read as strictly as what is given. A norm, term, state or reading that is not there would make a scenario
that can never fail, or never pass, so each is looked up and refused with what was probably meant.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from duly.diagnostics import Diagnostic
from duly.evaluation.expectations import Claim, read_claims
from duly.evaluation.facts import FactSet
from duly.evaluation.facts_reader import read_facts
from duly.evaluation.interpreter import Request
from duly.files import read_source
from duly.model.json_tree import load_json
from duly.model.loader import Loaded
from duly.model.schema_check import check_schema
from duly.model.tree import Entry, Mapping, Node, Scalar, Sequence
from duly.model.yaml_tree import load_yaml
from duly.source import Source, Span
from duly.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class Scenario:
    """A fact set, how it is read, and what is expected of it on which days."""

    name: str
    says: str
    cite: str
    facts: FactSet
    readings: tuple[tuple[str, str], ...]
    open_readings: frozenset[str]
    strict: bool
    known_by: date | None
    claims: tuple[Claim, ...]
    span: Span = field(compare=False, repr=False)

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which something is expected, in order."""
        return tuple(sorted({claim.as_of for claim in self.claims}))

    def request(self, as_of: date) -> Request:
        """What is asked on a day: what is expected, save where that nothing is missing, or all that is, is expected."""
        claims = [claim for claim in self.claims if claim.as_of == as_of]
        changes = any(claim.kind == "next change" for claim in claims)
        named = frozenset(claim.subject.partition("[")[0] for claim in claims)
        only = None if any(claim.kind == "unknown" for claim in claims) else named
        also = frozenset(name for name in named if "." in name)
        return Request(as_of, self.known_by, self.readings, self.open_readings, self.strict, False, changes, also, only)


def read_scenarios(source: Source, loaded: Loaded, folder: Path) -> tuple[tuple[Scenario, ...], tuple[Diagnostic, ...]]:
    """The scenarios of a file that stands in the agreement's `folder`, and every fault in it."""
    tree, found = load_yaml(source)
    shape = check_schema(tree, "scenario") if tree is not None else ()
    if not isinstance(tree, Mapping) or found or shape:
        return (), (*found, *shape)
    reader = _Reader(loaded, folder)
    reader.agreement(tree)
    entries = tree.get("scenarios")
    assert isinstance(entries, Mapping), "the schema asks for a mapping"
    made = [reader.scenario(entry) for entry in entries.entries]
    return tuple(each for each in made if each is not None), tuple(reader.found)


class _Reader:
    """One reading of one scenario file."""

    def __init__(self, loaded: Loaded, folder: Path) -> None:
        self.loaded = loaded
        self.rules = loaded.rules
        self.folder = folder
        self.found: list[Diagnostic] = []
        self.bases: dict[str, Mapping | None] = {}

    def _say(self, code: str, message: str, span: Span, hint: str | None = None) -> None:
        self.found.append(Diagnostic(code, message, span, hint))

    def agreement(self, tree: Mapping) -> None:
        """Whether the file is about this agreement."""
        node, own = tree.get("agreement"), self.rules.agreement.id
        if isinstance(node, Scalar) and node.text != own:
            hint = did_you_mean(node.text, (own,)) or f"this stands in the folder of `{own}`"
            self._say("scenario", f"these scenarios are for `{node.text}`, not for `{own}`", node.span, hint)

    def scenario(self, entry: Entry) -> Scenario | None:
        """One scenario; None where it cannot be run."""
        node = entry.value
        assert isinstance(node, Mapping), "the schema asks for a mapping"
        before = len(self.found)
        facts = self._facts(node, entry)
        readings = self._readings(node)
        known_by = self._date(node.get("known_by"))
        claims, faults = read_claims(node.get("expect"), self.loaded)
        self.found += faults
        opened = frozenset(scalar.text for scalar in self._opened(node))
        if facts is None or len(self.found) > before:
            return None
        return Scenario(
            name=entry.key.text,
            says=_text(node, "says"),
            cite=", ".join(scalar.text for scalar in _scalars(node.get("cite"))),
            facts=facts,
            readings=readings,
            open_readings=opened,
            strict=_text(node, "strict") == "true",
            known_by=known_by,
            claims=claims,
            span=entry.key.span,
        )

    def _date(self, node: Node | None) -> date | None:
        if not isinstance(node, Scalar):
            return None
        try:
            return date.fromisoformat(node.text)
        except ValueError:
            self._say("invalid-date", f"there is no day `{node.text}`", node.span)
            return None

    # Readings.

    def _readings(self, node: Mapping) -> tuple[tuple[str, str], ...]:
        chosen = node.get("readings")
        pairs: list[tuple[str, str]] = []
        for entry in chosen.entries if isinstance(chosen, Mapping) else ():
            option = entry.value
            assert isinstance(option, Scalar), "the schema asks for a word"
            if self._is_reading(entry.key):
                options = [each.name for each in self.rules.readings[entry.key.text].options]
                if option.text not in options:
                    hint = did_you_mean(option.text, options) or f"one of {', '.join(options)}"
                    said = f"the reading `{entry.key.text}` has no option `{option.text}`"
                    self._say("unknown-option", said, option.span, hint)
                pairs.append((entry.key.text, option.text))
        return tuple(sorted(pairs))

    def _opened(self, node: Mapping) -> tuple[Scalar, ...]:
        return tuple(scalar for scalar in _scalars(node.get("open")) if self._is_reading(scalar))

    def _is_reading(self, named: Scalar) -> bool:
        if named.text in self.rules.readings:
            return True
        hint = did_you_mean(named.text, self.rules.readings)
        self._say("unknown-reading", f"there is no reading `{named.text}`", named.span, hint)
        return False

    # Facts.

    def _facts(self, node: Mapping, entry: Entry) -> FactSet | None:
        """The facts of the base without those left out, with the scenario's own laid over them."""
        base = self._base(node)
        if base is None and node.get("based_on") is not None:
            return None
        own = node.get("facts")
        given = {each.key.text: each for each in _facts_of(base)}
        self._without(node, given)
        given |= {each.key.text: each for each in (own.entries if isinstance(own, Mapping) else ())}
        through = node.entry("through") or (base.entry("through") if base is not None else None)
        if through is None:
            hint = "add `through: DATE`, the day through which the facts are complete"
            self._say("scenario", "the scenario does not say through which day its facts hold", entry.key.span, hint)
            return None
        title = Entry(_scalar_like(entry.key, "title"), entry.key)
        facts = Entry(_scalar_like(entry.key, "facts"), Mapping(tuple(given.values()), node.span))
        made, faults = read_facts(Mapping((title, through, facts), node.span), self.rules)
        self.found += [fault for fault in faults if fault not in self.found]
        return made

    def _without(self, node: Mapping, given: dict[str, Entry]) -> None:
        for scalar in _scalars(node.get("without")):
            if given.pop(scalar.text, None) is None:
                hint = did_you_mean(scalar.text, given)
                self._say("unknown-fact", f"`based_on` has no fact `{scalar.text}`", scalar.span, hint)

    def _base(self, node: Mapping) -> Mapping | None:
        named = node.get("based_on")
        if not isinstance(named, Scalar):
            return None
        if named.text not in self.bases:
            self.bases[named.text] = self._read_base(named)
        return self.bases[named.text]

    def _read_base(self, named: Scalar) -> Mapping | None:
        path = Path(named.text)
        if path.is_absolute() or ".." in path.parts:
            self._say("scenario", "a fact set within the agreement's folder is needed here", named.span)
            return None
        source = read_source(self.folder / path)
        if isinstance(source, Diagnostic):
            self._say(source.code, source.message, named.span, source.hint)
            return None
        tree, found = (load_json if path.suffix == ".json" else load_yaml)(source)
        self.found += found
        if tree is not None and not found and not isinstance(tree, Mapping):
            self._say("scenario", f"`{named.text}` holds no fact set", named.span)
        return tree if isinstance(tree, Mapping) and not found else None


def _facts_of(base: Mapping | None) -> tuple[Entry, ...]:
    facts = base.get("facts") if base is not None else None
    return facts.entries if isinstance(facts, Mapping) else ()


def _scalar_like(scalar: Scalar, text: str) -> Scalar:
    """A word that nobody wrote, at a place that somebody did."""
    return Scalar(text, scalar.span, scalar.excerpt)


def _text(mapping: Mapping, key: str) -> str:
    node = mapping.get(key)
    return node.text if isinstance(node, Scalar) else ""


def _scalars(node: Node | None) -> tuple[Scalar, ...]:
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(item for item in items if isinstance(item, Scalar))
