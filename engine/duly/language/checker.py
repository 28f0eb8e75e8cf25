"""Static types: every expression has one before any fact is seen.

In: a tree and the `Names` in view. Out: its type, or diagnostics. The one idea is *asking*: something that may be absent
can be compared with a day without asking when it is an event (that it may not have happened is what an event is), and can
be counted from (8 days after what has not come is absent), but wherever its value itself is needed there must be a guard:
to the left in the same `and` (`x is present and x > 3`), or the `if`, the limb or the `where` around it. A guard is known
by its spelling, so the very same words must be asked about and used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import reduce

from duly.diagnostics import Diagnostic
from duly.language import nodes as n
from duly.language.functions import FUNCTIONS, Parameter
from duly.language.names import Names
from duly.language.printer import write
from duly.language.types import (
    BOOLEAN, BREACH, DATE, EVENT, MONEY, NUMBER, PERIOD, TEXT, WINDOW, Type, common_type, is_comparable,
)
from duly.source import Span
from duly.suggest import did_you_mean

_TIMELY = ("date", "event")
_BREACH_FIELDS = {"day": DATE, "waived": BOOLEAN, "norm": TEXT}


def check(node: n.Expression, names: Names, variables: dict[str, Type]) -> tuple[Type | None, tuple[Diagnostic, ...]]:
    """The type of an expression in which `variables` are bound, and what is wrong with it; None where that is not clear."""
    checker = _Checker(names, dict(variables))
    type_ = checker.type_of(node)
    return type_, tuple(checker.found)


def asked_if_true(condition: n.Expression) -> frozenset[str]:
    """The spellings of what must be there if `condition` is true."""
    match condition:
        case n.Happened(event=operand, negated=False) | n.Present(operand=operand, negated=False):
            return frozenset((write(operand),))
        case n.And(operands=operands):
            return frozenset().union(*map(asked_if_true, operands))
        case n.Not(operand=operand):
            return asked_if_false(operand)
        case n.Order(left=left) | n.Within(left=left):
            return frozenset((write(left),))
        case _:
            return frozenset()


def asked_if_false(condition: n.Expression) -> frozenset[str]:
    """The spellings of what must be there if `condition` is false."""
    match condition:
        case n.Happened(event=operand, negated=True) | n.Present(operand=operand, negated=True):
            return frozenset((write(operand),))
        case n.Or(operands=operands):
            return frozenset().union(*map(asked_if_false, operands))
        case n.Not(operand=operand):
            return asked_if_true(operand)
        case _:
            return frozenset()


class _Checker:
    """One check of one expression."""

    def __init__(self, names: Names, variables: dict[str, Type]) -> None:
        self.names = names
        self.variables = variables
        self.asked: frozenset[str] = frozenset()
        self.found: list[Diagnostic] = []

    def type_of(self, node: n.Expression) -> Type | None:
        """The type of `node`; None, with a diagnostic, where it has none."""
        type_ = self._type_of(node)
        if type_ is not None and type_.needs_asking and self.asked and write(node) in self.asked:
            return type_.present()
        return type_

    # Reporting.

    def _say(self, code: str, message: str, span: Span, hint: str | None = None) -> None:
        self.found.append(Diagnostic(code, message, span, hint))

    def _mismatch(self, node: n.Expression, wanted: str, type_: Type) -> None:
        article = "an" if wanted[0] in "aeiou" else "a"
        self._say("type-mismatch", f"`{write(node)}` is {_a(type_)}, but {article} {wanted} is needed here", node.span)

    def _need(self, node: n.Expression, *kinds: str, asking: bool = True) -> Type | None:
        """The type of an operand whose value is needed and must be of one of `kinds`."""
        type_ = self.type_of(node)
        if type_ is None:
            return None
        if kinds and type_.kind not in kinds:
            self._mismatch(node, " or ".join(kinds), type_)
            return None
        if asking and type_.needs_asking:
            return self._unasked(node, type_)
        return type_

    def _unasked(self, node: n.Expression, type_: Type) -> None:
        ask = "has happened" if type_.kind == "event" else "is present"
        spelled = write(node)
        hint = f"ask first: `{spelled} {ask} and …`, or `if {spelled} {ask} then … else …`"
        self._say("may-be-absent", f"`{spelled}` may be absent here", node.span, hint)

    def _in_time(self, node: n.Expression) -> Type | None:
        """An event or day on one side of a comparison in time; what awaits an event needs no asking."""
        type_ = self._need(node, *_TIMELY, asking=False)
        if type_ is not None and type_.kind == "date" and type_.optional and not type_.awaited:
            return self._unasked(node, type_)
        return type_

    @contextmanager
    def _asking(self, asked: Iterable[str]) -> Iterator[None]:
        before = self.asked
        self.asked = before | frozenset(asked)
        yield
        self.asked = before

    @contextmanager
    def _bound(self, node: n.Fold, type_: Type) -> Iterator[None]:
        if node.variable in self.variables or self.names.symbol(node.variable) is not None:
            self._say("name-taken", f"`{node.variable}` already has a meaning here", node.span, "choose another name")
        before = self.variables
        self.variables = {**before, node.variable: type_}
        yield
        self.variables = before

    # The cases.

    def _type_of(self, node: n.Expression) -> Type | None:
        match node:
            case n.Number():
                return NUMBER
            case n.MoneyAmount():
                return self._money(node)
            case n.Day() | n.AsOf():
                return DATE
            case n.Quoted():
                return TEXT
            case n.Truth():
                return BOOLEAN
            case n.Silence():
                return self._silence(node)
            case n.Name():
                return self._name(node)
            case n.Field():
                return self._field(node)
            case n.Index():
                return self._index(node)
            case n.Call():
                return self._call(node)
            case n.Not(operand=operand):
                return self._need(operand, "boolean") and BOOLEAN
            case n.And(operands=operands):
                return self._logic(operands, asked_if_true)
            case n.Or(operands=operands):
                return self._logic(operands, asked_if_false)
            case n.Compare():
                return self._compare(node)
            case n.Order(left=left, right=right):
                return self._both(self._in_time(left), self._in_time(right))
            case n.Within(left=left, window=window):
                return self._both(self._in_time(left), self._window(window))
            case n.Happened(event=event):
                self._in_time(event)
                return BOOLEAN
            case n.Present(operand=operand):
                return self._present(operand)
            case n.Is():
                return self._is(node)
            case n.Negative(operand=operand):
                return self._need(operand, "number", "money")
            case n.Arithmetic():
                return self._arithmetic(node)
            case n.Periods():
                return self._period(node)
            case n.Shift(period=period, anchor=anchor):
                return self._counted(period, anchor, DATE)
            case n.Stretch(period=period, anchor=anchor):
                return self._counted(period, anchor, WINDOW)
            case n.FromThrough():
                return self._from_through(node)
            case n.Between():
                return self._between(node)
            case n.Choose():
                return self._choose(node)
            case n.If() | n.Cases():
                return self._branches(node)
            case n.Fold():
                return self._fold(node)
            case n.Earlier(items=items):
                return self._earlier(node, items)
            case n.BreachesOf():
                return self._breaches(node)
            case n.ByReading():
                return self._by_reading(node)
            case n.OnDay(operand=operand, day=day):
                self._in_time(day)
                return self.type_of(operand)
            case n.Failure(event=event, by=by):
                self._in_time(event)
                self._in_time(by)
                return EVENT

    def _both(self, left: Type | None, right: Type | None) -> Type | None:
        return BOOLEAN if left is not None and right is not None else None

    def _money(self, node: n.MoneyAmount) -> Type | None:
        if node.currency != self.names.currency:
            message = f"an amount in {node.currency}, but the agreement counts in {self.names.currency}"
            self._say("type-mismatch", message, node.span)
            return None
        return MONEY

    def _silence(self, node: n.Silence) -> Type | None:
        type_ = self.names.silence(node.name)
        if type_ is None:
            self._say("unknown-name", f"no matter called `{node.name}` with a type is listed under `silent`", node.span)
        return type_

    def _name(self, node: n.Name) -> Type | None:
        if node.name in self.variables:
            return self.variables[node.name]
        if node.name == "agreement":
            return Type("agreement")
        symbol = self.names.symbol(node.name)
        if symbol is None:
            hint = did_you_mean(node.name, (*self.names.all_names(), *self.variables))
            self._say("unknown-name", f"no fact or term is called `{node.name}`", node.span, hint)
            return None
        if symbol.parameters:
            message = f"`{node.name}` stands for each of several records"
            self._say("wrong-arguments", message, node.span, f"say which one: `{node.name}[…]`")
            return None
        return symbol.type

    def _index(self, node: n.Index) -> Type | None:
        symbol = self.names.symbol(node.name)
        given = [self.type_of(argument) for argument in node.arguments]
        if symbol is None:
            self._say("unknown-name", f"no term or norm is called `{node.name}`", node.span, did_you_mean(node.name, self.names.all_names()))
            return None
        if len(given) != len(symbol.parameters):
            wanted = f"{len(symbol.parameters)} in brackets" if symbol.parameters else "nothing in brackets"
            self._say("wrong-arguments", f"`{node.name}` takes {wanted}, not {len(given)}", node.span)
            return None
        for argument, type_, wanted_type in zip(node.arguments, given, symbol.parameters, strict=True):
            if type_ is not None and not is_comparable(type_, wanted_type):
                self._mismatch(argument, str(wanted_type), type_)
            elif type_ is not None and type_.needs_asking:
                self._unasked(argument, type_)
        return symbol.type

    def _field(self, node: n.Field) -> Type | None:
        target = self.type_of(node.target)
        if target is None:
            return None
        if target.kind == "norm":
            return self._found(node, self.names.norm_field(target.name, node.name), ("triggered", "due", "done", "breached", "exercised", "ends", "ended"))
        if target.optional:
            return self._unasked(node.target, target)
        if target.kind == "breach":
            return self._found(node, _BREACH_FIELDS.get(node.name), tuple(_BREACH_FIELDS))
        if target.kind != "record":
            self._mismatch(node.target, "record or norm", target)
            return None
        fields = self.names.fields(target.name)
        return self._found(node, fields.get(node.name), tuple(fields))

    def _found(self, node: n.Field, type_: Type | None, known: tuple[str, ...]) -> Type | None:
        if type_ is None:
            hint = did_you_mean(node.name, known) or f"it has {', '.join(f'`{name}`' for name in known)}"
            self._say("unknown-field", f"`{write(node.target)}` has no `{node.name}`", node.span, hint)
        return type_

    def _call(self, node: n.Call) -> Type | None:
        function = FUNCTIONS.get(node.function)
        if function is None:
            self._say("unknown-function", f"there is no function `{node.function}`", node.span, did_you_mean(node.function, FUNCTIONS))
            return None
        wanted = list(function.parameters)
        if wanted[-1].repeated:
            wanted += [wanted[-1]] * (len(node.arguments) - len(wanted))
        if len(node.arguments) != len(wanted):
            message = f"`{node.function}` takes {len(wanted)} values, not {len(node.arguments)}"
            self._say("wrong-arguments", message, node.span, function.signature)
            return None
        types = [self._argument(argument, parameter) for argument, parameter in zip(node.arguments, wanted, strict=True)]
        if any(type_ is None for type_ in types):
            return None
        if isinstance(function.result, int):
            return types[function.result]
        if node.function == "allocate" and types[0] is not None:
            return Type("list", of=types[0])
        return function.result

    def _argument(self, argument: n.Expression, parameter: Parameter) -> Type | None:
        if isinstance(parameter.type, tuple):
            word = argument.name if isinstance(argument, n.Name) else ""
            if word not in parameter.type:
                hint = did_you_mean(word, parameter.type) or f"one of {', '.join(parameter.type)}"
                self._say("unknown-option", f"`{write(argument)}` is not a {parameter.name}", argument.span, hint)
                return None
            return Type("choice", options=parameter.type)
        if isinstance(parameter.type, str):
            return self._need(argument, "number", "money")
        type_ = self._need(argument, parameter.type.kind)
        if type_ is not None and parameter.type.of is not None and (type_.of is None or type_.of.kind != parameter.type.of.kind):
            self._mismatch(argument, str(parameter.type), type_)
            return None
        return type_

    def _logic(self, operands: tuple[n.Expression, ...], asked_by: object) -> Type | None:
        asked: frozenset[str] = frozenset()
        for operand in operands:
            with self._asking(asked):
                self._need(operand, "boolean")
            asked |= asked_if_true(operand) if asked_by is asked_if_true else asked_if_false(operand)
        return BOOLEAN

    def _compare(self, node: n.Compare) -> Type | None:
        left, right = self._need(node.left), self._need(node.right)
        if left is None or right is None:
            return None
        if not is_comparable(left, right):
            self._say("type-mismatch", f"{_a(left)} cannot be compared with {_a(right)}", node.span)
            return None
        if node.operator not in ("=", "<>") and left.kind not in ("number", "money"):
            hint = "days and events are compared with `before`, `after`, `on or before`, `on or after`"
            self._say("type-mismatch", f"`{node.operator}` orders numbers and amounts, not {_a(left)}", node.span, hint)
            return None
        return BOOLEAN

    def _window(self, node: n.Expression) -> Type | None:
        type_ = self._need(node, "window", asking=False)
        if type_ is not None and type_.optional and not type_.awaited:
            return self._unasked(node, type_)
        return type_

    def _present(self, operand: n.Expression) -> Type | None:
        type_ = self.type_of(operand)
        if type_ is not None and not type_.needs_asking and write(operand) not in self.asked:
            self._say("never-absent", f"`{write(operand)}` is never absent", operand.span)
        return BOOLEAN

    def _is(self, node: n.Is) -> Type | None:
        left = self.type_of(node.left)
        if left is None:
            return None
        known: tuple[str, ...]
        match left.kind:
            case "choice":
                known = left.options
            case "party":
                known = self.names.parties
            case "norm":
                known = self.names.norm_states(left.name)
            case "agreement":
                known = self.names.states
            case _:
                self._mismatch(node.left, "choice, party, norm or agreement", left)
                return None
        if left.needs_asking:
            return self._unasked(node.left, left)
        for word in node.words:
            if word not in known:
                hint = did_you_mean(word, known) or f"one of {', '.join(known)}"
                self._say("unknown-option", f"`{write(node.left)}` is never `{word}`", node.span, hint)
        return BOOLEAN

    def _arithmetic(self, node: n.Arithmetic) -> Type | None:
        left, right = self._need(node.left), self._need(node.right)
        if left is None or right is None:
            return None
        kinds = (left.kind, right.kind)
        result = {
            ("number", "+", "number"): NUMBER, ("number", "-", "number"): NUMBER, ("money", "+", "money"): MONEY,
            ("money", "-", "money"): MONEY, ("number", "*", "number"): NUMBER, ("money", "*", "number"): MONEY,
            ("number", "*", "money"): MONEY, ("number", "/", "number"): NUMBER, ("money", "/", "number"): MONEY,
            ("money", "/", "money"): NUMBER, ("date", "-", "date"): NUMBER,
        }.get((kinds[0], node.operator, kinds[1]))
        if result is None:
            hint = "days are counted with `8 days after X`" if "period" in kinds or "date" in kinds else None
            self._say("type-mismatch", f"`{node.operator}` does not go between {_a(left)} and {_a(right)}", node.span, hint)
        return result

    def _period(self, node: n.Periods) -> Type | None:
        type_ = self._need(node.count, "number")
        if isinstance(node.count, n.Number) and node.count.value.denominator != 1:
            self._say("type-mismatch", f"`{write(node.count)}` is not a whole number of {node.unit}", node.count.span)
            return None
        if node.calendar is not None and node.calendar not in self.names.calendars:
            hint = did_you_mean(node.calendar, self.names.calendars)
            self._say("unknown-calendar", f"there is no calendar `{node.calendar}`", node.span, hint)
            return None
        return type_ and PERIOD

    def _counted(self, period: n.Periods, anchor: n.Expression, result: Type) -> Type | None:
        counted = self._period(period)
        type_ = self._need(anchor, *_TIMELY, asking=False)
        if counted is None or type_ is None:
            return None
        if type_.kind == "event" and type_.needs_asking:
            return result.awaiting()
        return result.awaiting() if type_.awaited else result.maybe() if type_.optional else result

    def _from_through(self, node: n.FromThrough) -> Type | None:
        result = WINDOW
        for end in (node.first, node.last):
            if end is not None:
                type_ = self._in_time(end)
                if type_ is None:
                    return None
                if type_.needs_asking:
                    result = WINDOW.awaiting()
        return result

    def _between(self, node: n.Between) -> Type | None:
        if node.calendar is not None and node.calendar not in self.names.calendars:
            hint = did_you_mean(node.calendar, self.names.calendars)
            self._say("unknown-calendar", f"there is no calendar `{node.calendar}`", node.span, hint)
        first, last = self._need(node.first, *_TIMELY), self._need(node.last, *_TIMELY)
        return NUMBER if first is not None and last is not None else None

    def _choose(self, node: n.Choose) -> Type | None:
        if node.which in ("lesser", "greater", "least", "greatest"):
            types = [self._need(operand, "number", "money") for operand in node.operands]
        else:
            types = [self._need(operand, *_TIMELY, asking=False) for operand in node.operands]
        known = [type_ for type_ in types if type_ is not None]
        if len(known) < len(types):
            return None
        if known[0].kind in _TIMELY:
            return self._chosen_time(known, passes_over=node.which in ("earlier", "earliest"))
        if len({type_.kind for type_ in known}) > 1:
            self._say("type-mismatch", "numbers and amounts cannot be compared", node.span)
            return None
        return known[0]

    def _chosen_time(self, types: list[Type], passes_over: bool) -> Type:
        if all(type_.kind == "event" for type_ in types):
            return EVENT
        sure = [not type_.needs_asking for type_ in types]
        if any(sure) if passes_over else all(sure):
            return DATE
        awaited = all(type_.kind == "event" or type_.awaited or not type_.optional for type_ in types)
        return DATE.awaiting() if awaited else DATE.maybe()

    def _branches(self, node: n.If | n.Cases) -> Type | None:
        if isinstance(node, n.If):
            limbs: list[tuple[n.Expression | None, n.Expression]] = [(node.condition, node.then)]
            limbs += [(None, node.otherwise)] if node.otherwise is not None else []
        else:
            limbs = [(limb.condition, limb.value) for limb in node.limbs]
        asked: frozenset[str] = frozenset()
        types: list[Type | None] = []
        for condition, value in limbs:
            with self._asking(asked):
                if condition is not None:
                    self._need(condition, "boolean")
                with self._asking(asked_if_true(condition) if condition is not None else ()):
                    types.append(self.type_of(value))
            asked |= asked_if_false(condition) if condition is not None else frozenset()
        result = self._common(node, types)
        return result.maybe() if result is not None and limbs[-1][0] is not None else result

    def _common(self, node: n.Expression, types: list[Type | None]) -> Type | None:
        known = [type_ for type_ in types if type_ is not None]
        if len(known) < len(types):
            return None
        result = reduce(lambda one, other: one and common_type(one, other), known[1:], known[0] if known else None)
        if result is None:
            said = ", ".join(dict.fromkeys(_a(type_) for type_ in known))
            self._say("type-mismatch", f"the values are of different types: {said}", node.span)
        return result

    def _fold(self, node: n.Fold) -> Type | None:
        listed = self._need(node.items, "list")
        if listed is None or listed.of is None:
            return None
        member = listed.of
        with self._bound(node, member):
            if node.where is not None:
                self._need(node.where, "boolean")
            with self._asking(asked_if_true(node.where) if node.where is not None else ()):
                body = self._body(node)
        match node.kind:
            case "any" | "every":
                return BOOLEAN
            case "count":
                return NUMBER
            case "sum":
                return body
            case "earliest" | "latest":
                return None if body is None else body if body.kind == "event" and body.needs_asking else DATE.awaiting()
            case "first" | "last":
                return member.maybe()
            case "those":
                return listed

    def _body(self, node: n.Fold) -> Type | None:
        if node.body is None:
            return None
        if node.kind == "every":
            return self._need(node.body, "boolean")
        if node.kind == "sum":
            return self._need(node.body, "number", "money")
        return self._need(node.body, *_TIMELY, asking=False)

    def _earlier(self, node: n.Expression, items: n.Expression) -> Type | None:
        listed = self._need(items, "list")
        if listed is None or listed.of is None:
            return None
        if listed.of.kind != "record":
            self._mismatch(items, "list of records", listed)
            return None
        own = [name for name, type_ in self.variables.items() if type_.kind == "record" and type_.name == listed.of.name]
        if not own:
            message = f"there is no {listed.of.name} in view that others could be earlier than"
            self._say("no-record-in-view", message, node.span, "let the rule stand `for` each of them")
            return None
        return listed

    def _breaches(self, node: n.BreachesOf) -> Type | None:
        if node.group not in self.names.groups:
            hint = did_you_mean(node.group, self.names.groups)
            self._say("unknown-name", f"no norm, group or agreement is called `{node.group}`", node.span, hint)
            return None
        if node.party is not None and node.party not in self.names.parties:
            hint = did_you_mean(node.party, self.names.parties)
            self._say("unknown-name", f"no party is called `{node.party}`", node.span, hint)
            return None
        return Type("list", of=BREACH)

    def _by_reading(self, node: n.ByReading) -> Type | None:
        options = self.names.options(node.reading)
        types = [self.type_of(option.value) for option in node.options]
        if options is None:
            hint = did_you_mean(node.reading, self.names.readings())
            self._say("unknown-reading", f"there is no reading `{node.reading}`", node.span, hint)
            return None
        given = [option.name for option in node.options]
        for option in node.options:
            if option.name not in options:
                hint = did_you_mean(option.name, options) or f"one of {', '.join(options)}"
                self._say("unknown-option", f"the reading `{node.reading}` has no option `{option.name}`", option.span, hint)
        missing = [option for option in options if option not in given]
        if missing:
            message = f"no value for the option `{missing[0]}` of the reading `{node.reading}`"
            self._say("options-not-covered", message, node.span, "give a value for every option")
        twice = [name for name in given if given.count(name) > 1]
        if twice:
            self._say("unknown-option", f"the option `{twice[0]}` is given twice", node.span)
        return self._common(node, types)


def _a(type_: Type) -> str:
    said = str(type_)
    return said if said.startswith(("list", "choice")) else f"{'an' if said[0] in 'aeiou' else 'a'} {said}"
