"""Types of what has a name: facts, terms, norms, fields, functions, readings, breaches.

In: a node and the `Names` in view. Out: its type, or a diagnostic with the nearest name that there is. The one idea:
the names in view are asked for, never held here, so the language knows nothing of agreements.
"""

from __future__ import annotations

from duly.language import nodes as n
from duly.language.functions import FUNCTIONS, Parameter
from duly.language.printer import write
from duly.language.type_checks import Checks, a_word
from duly.language.types import BOOLEAN, BREACH, DATE, MONEY, TEXT, Type, is_comparable
from duly.source import Span
from duly.suggest import did_you_mean

_BREACH_FIELDS = {"day": DATE, "waived": BOOLEAN, "norm": TEXT}
_NORM_FIELDS = ("triggered", "due", "done", "breached", "exercised", "ends", "ended")
_ELSEWHERE = {
    "min": "write `the lesser of A and B`, of days `the earlier of A and B`",
    "max": "write `the greater of A and B`, of days `the later of A and B`",
    "date": "dates are written `2001-10-03`",
    "today": "the day being read is `as_of`",
    "now": "the day being read is `as_of`",
}
"""Functions of other languages that are no functions here."""


class NamingChecks(Checks):
    """The checks of names; see the top of the file."""

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
            if node.name in self.names.parties:
                hint = f"a party is asked for by `X is {node.name}`"
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
            self._say(
                "unknown-name",
                f"no term or norm is called `{node.name}`",
                node.span,
                did_you_mean(node.name, self.names.all_names()),
            )
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
            known = tuple(name for name in _NORM_FIELDS if self.names.norm_field(target.name, name) is not None)
            return self._found(node, self.names.norm_field(target.name, node.name), known)
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
            at = Span(node.span.source, node.span.end - len(node.name), node.span.end)
            has = f"it has {', '.join(f'`{name}`' for name in known)}" if known else None
            hint = did_you_mean(node.name, known) or has
            self._say("unknown-field", f"`{write(node.target)}` has no `{node.name}`", at, hint)
        return type_

    def _call(self, node: n.Call) -> Type | None:
        function = FUNCTIONS.get(node.function)
        if function is None:
            hint = _ELSEWHERE.get(node.function) or did_you_mean(node.function, FUNCTIONS)
            self._say("unknown-function", f"there is no function `{node.function}`", node.span, hint)
            return None
        wanted = list(function.parameters)
        if wanted[-1].repeated:
            wanted += [wanted[-1]] * (len(node.arguments) - len(wanted))
        if len(node.arguments) != len(wanted):
            message = f"`{node.function}` takes {len(wanted)} values, not {len(node.arguments)}"
            self._say("wrong-arguments", message, node.span, function.signature)
            return None
        pairs = zip(node.arguments, wanted, strict=True)
        types = [self._argument(argument, parameter) for argument, parameter in pairs]
        if any(type_ is None for type_ in types) or not self._agree(node, wanted, types):
            return None
        if isinstance(function.result, int):
            return types[function.result]
        if node.function == "allocate" and types[0] is not None:
            return Type("list", of=types[0])
        return function.result

    def _agree(self, node: n.Call, wanted: list[Parameter], types: list[Type | None]) -> bool:
        """Whether all that may be a number or an amount are the one or the other."""
        sizes = [
            (argument, type_.kind)
            for argument, parameter, type_ in zip(node.arguments, wanted, types, strict=True)
            if isinstance(parameter.type, str) and type_ is not None
        ]
        for argument, kind in sizes[1:]:
            if kind != sizes[0][1]:
                message = f"`{write(argument)}` is {a_word(kind)}, but `{write(sizes[0][0])}` is {a_word(sizes[0][1])}"
                self._say("type-mismatch", message, argument.span, "both are numbers, or both are amounts")
                return False
        return True

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
        if (
            type_ is not None
            and parameter.type.of is not None
            and (type_.of is None or type_.of.kind != parameter.type.of.kind)
        ):
            self._mismatch(argument, str(parameter.type), type_)
            return None
        return type_

    def _breaches(self, node: n.BreachesOf) -> Type | None:
        if node.group not in self.names.groups:
            hint = did_you_mean(node.group, self.names.groups)
            self._say("unknown-name", f"no norm, group or agreement is called `{node.group}`", node.span, hint)
            return None
        short, dot, _ = node.group.partition(".")
        symbol = self.names.symbol(node.group)
        is_agreement = dot == "" and symbol is not None and symbol.kind == "agreement"
        parties = self.names.parties_of(short if dot or is_agreement else "")
        if node.party is not None and node.party not in parties:
            hint = did_you_mean(node.party, parties) or f"one of {', '.join(parties)}"
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
                self._say(
                    "unknown-option", f"the reading `{node.reading}` has no option `{option.name}`", option.span, hint
                )
        missing = [option for option in options if option not in given]
        if missing:
            message = f"no value for the option `{missing[0]}` of the reading `{node.reading}`"
            self._say("options-not-covered", message, node.span, "give a value for every option")
        twice = [name for name in given if given.count(name) > 1]
        if twice:
            self._say("unknown-option", f"the option `{twice[0]}` is given twice", node.span)
        return self._common(node, types)
