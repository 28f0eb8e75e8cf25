"""Circles of rules: allowed through time, refused on one day.

In: a `Vocabulary`. Out: a diagnostic for each circle that is not through time, with the rules of the circle printed.
The one idea: an edge from a rule to what it reads is *same day*, *earlier* (it uses only what is dated before the day
being read: `until E`, `after E`, an `end` that keeps its day, a record earlier than its own) or *reaching back* (what
it gives may be dated before what decides it: `working_back_to`, an `end` that loses its day, a period before an
event). A circle of same-day edges would ask a rule for what it is just working out; a circle with an edge that reaches
back could change the past that it was worked out from. Both are refused before any fact is seen. What is left is
recursion on (day, record, rule), so every evaluation ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Literal, TypeAlias

from duly.diagnostics import Diagnostic, Label
from duly.language import nodes as n
from duly.language.checker import check
from duly.language.nodes import children
from duly.model import nodes as m
from duly.model.vocabulary import Vocabulary, expressions_of
from duly.source import Span

Use: TypeAlias = Literal["same day", "earlier", "back"]
LIFE = "the life of the agreement"


def find_circles(vocabulary: Vocabulary) -> tuple[Diagnostic, ...]:
    """A diagnostic for each circle that is not through time."""
    edges = _edges(vocabulary)
    spans = _spans(vocabulary.rules)
    same_day = {(one, other) for (one, other), uses in edges.items() if uses - {"earlier"}}
    found: list[Diagnostic] = []
    for component in _components(same_day):
        found.append(
            _exception_cycle(component, spans)
            if all(name in vocabulary.rules.exceptions for name in component)
            else _report(component, spans, "these rules read each other on the same day")
        )
    for component in _components(set(edges)):
        back = [
            (one, other) for (one, other), uses in edges.items() if "back" in uses and {one, other} <= set(component)
        ]
        if back and not any(set(component) & set(reported) for reported in _components(same_day)):
            found.append(_report(component, spans, "these rules read each other, and one reaches back in time"))
    return tuple(found)


def circles_of(vocabulary: Vocabulary) -> m.Circles:
    """The rules that read each other, through time; the life of the agreement is called `LIFE`."""
    edges = _edges(vocabulary)
    components = [frozenset(component) for component in _strongly_connected(set(edges))]
    delayed = frozenset(
        one
        for component in components
        for (one, other), uses in edges.items()
        if "earlier" in uses and {one, other} <= component
    )
    return m.Circles(frozenset().union(*components), delayed)


def _report(component: tuple[str, ...], spans: dict[str, Span], said: str) -> Diagnostic:
    path = " → ".join(f"`{name}`" for name in (*component, component[0]))
    labels = tuple(Label(spans[name], f"`{name}` stands here") for name in component[1:] if name in spans)
    hint = "let one of them use only what is dated before the day: `until`, `after`, or `end` with `day: kept`"
    return Diagnostic("circle", f"{said}: {path}", spans.get(component[0]), hint, labels)


def _exception_cycle(component: tuple[str, ...], spans: dict[str, Span]) -> Diagnostic:
    """No expression reads an exception, so a circle of exceptions alone is one of `gives_way`."""
    path = " → ".join(f"`{name}`" for name in (*component, component[0]))
    labels = tuple(Label(spans[name], f"`{name}` stands here") for name in component[1:])
    said = f"these exceptions give way to each other in a circle: {path}"
    return Diagnostic("exception-cycle", said, spans[component[0]], "take one of the `gives_way` away", labels)


def _spans(rules: m.Rules) -> dict[str, Span]:
    named = [*rules.terms.items(), *rules.norms.items(), *rules.exceptions.items()]
    spans = {name: rule.span for name, rule in named}
    if rules.agreement.life:
        spans[LIFE] = rules.agreement.life[0].span
    return spans


def _edges(vocabulary: Vocabulary) -> dict[tuple[str, str], set[Use]]:
    rules = vocabulary.rules
    edges: dict[tuple[str, str], set[Use]] = defaultdict(set)

    def reads(rule: str, key: str, expression: n.Expression, default: Use) -> None:
        for name, use in _names(expression, vocabulary, default):
            edges[rule, name].add(use)

    for term in rules.terms.values():
        for key, expression in expressions_of(term):
            reads(term.name, key, expression, "same day")
    for norm in rules.norms.values():
        edges[norm.name, LIFE].add("same day")
        for key, expression in expressions_of(norm):
            reads(norm.name, key, expression, "earlier" if key == "until" else "same day")
    for line in rules.agreement.life:
        for key, expression in expressions_of(line):
            back: Use = "back" if line.working_back_to is not None else "same day"
            reads(LIFE, key, expression, "earlier" if key == "after" and back == "same day" else back)
    for exception in rules.exceptions.values():
        _exception_edges(exception, vocabulary, edges)
        for key, expression in expressions_of(exception):
            reads(exception.name, key, expression, "same day")
    return edges


def _exception_edges(exception: m.Exception_, vocabulary: Vocabulary, edges: dict[tuple[str, str], set[Use]]) -> None:
    effect = exception.effect
    use: Use = "same day"
    if effect.working_back_to is not None or (effect.kind == "end" and not effect.keeps_day):
        use = "back"
    elif effect.kind == "end":
        use = "earlier"
    others = [
        name for name in exception.gives_way if name in vocabulary.rules.terms or name in vocabulary.rules.exceptions
    ]
    for name in (*vocabulary.norm_names(exception.gives_way), *others):
        edges[name, exception.name].add(use)


def _names(expression: n.Expression, vocabulary: Vocabulary, default: Use) -> Iterator[tuple[str, Use]]:
    """The rules that an expression reads, each with how."""
    rules = vocabulary.rules
    waiting: list[tuple[n.Expression, Use, frozenset[str]]] = [(expression, default, frozenset())]
    while waiting:
        node, use, earlier = waiting.pop()
        match node:
            case n.Name(name=name) if name in rules.terms or name in rules.norms:
                yield name, use
            case n.Name(name=name) if name in ("agreement", vocabulary.own_name):
                yield LIFE, use
            case n.Index(name=name, arguments=arguments):
                own = any(isinstance(argument, n.Name) and argument.name in earlier for argument in arguments)
                yield name, "earlier" if own and use == "same day" else use
            case n.BreachesOf(group=group):
                for norm in vocabulary.norm_names((group,)):
                    yield norm, use
            case n.Shift(direction="before", anchor=anchor) | n.Stretch(direction="before", anchor=anchor):
                type_, _ = check(anchor, vocabulary, {})
                if type_ is not None and type_.needs_asking:
                    waiting.append((anchor, "back", earlier))
                    continue
            case n.Fold(variable=variable, items=n.Earlier()):
                earlier = earlier | {variable}
            case _:
                pass
        waiting.extend((child, use, earlier) for child in reversed(children(node)))


def _components(edges: set[tuple[str, str]]) -> list[tuple[str, ...]]:
    """The sets of rules that read each other, each as a short circle through some of them."""
    following = _following(edges)
    return sorted(_shortest_circle(component, following) for component in _strongly_connected(edges))


def _following(edges: set[tuple[str, str]]) -> dict[str, list[str]]:
    following: dict[str, list[str]] = defaultdict(list)
    for one, other in sorted(edges):
        following[one].append(other)
    return following


def _strongly_connected(edges: set[tuple[str, str]]) -> list[list[str]]:
    """The sets of rules that reach each other (Tarjan's algorithm, without recursion)."""
    following = _following(edges)
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []
    for start in sorted(following):
        work: list[tuple[str, int]] = [] if start in index else [(start, 0)]
        while work:
            node, position = work.pop()
            if node not in index:
                index[node] = low[node] = len(index)
                stack.append(node)
            neighbours = following.get(node, [])
            other = next((each for each in neighbours[position:] if each not in index), None)
            for each in neighbours[position : neighbours.index(other, position) if other is not None else None]:
                if each in stack:
                    low[node] = min(low[node], low[each])
            if other is not None:
                work += [(node, neighbours.index(other, position)), (other, 0)]
                continue
            if low[node] == index[node]:
                component = stack[stack.index(node) :]
                del stack[stack.index(node) :]
                if len(component) > 1 or (node, node) in edges:
                    found.append(component)
    return found


def _shortest_circle(component: list[str], following: dict[str, list[str]]) -> tuple[str, ...]:
    inside = set(component)
    best: tuple[str, ...] = tuple(component)
    for start in sorted(inside):
        paths: list[tuple[str, ...]] = [(start,)]
        seen = {start}
        while paths:
            path = paths.pop(0)
            for other in following[path[-1]]:
                if other == start and len(path) <= len(best):
                    best, paths = (path if len(path) < len(best) else min(best, path)), []
                    break
                if other in inside and other not in seen:
                    seen.add(other)
                    paths.append((*path, other))
    return best
