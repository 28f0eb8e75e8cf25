"""Norms, and the exceptions before which they give way.

In: the mapping of one norm or exception. Out: its node, or None with a diagnostic. The one idea: which kind of norm or
effect it is follows from the one key that says so, and a norm's key says in a fixed form who does what.
"""

from __future__ import annotations

from typing import cast

from duly.model import nodes as m
from duly.model.rule_parts import PartReader, scalars, text_at
from duly.model.tree import Entry, Mapping, Node, Scalar

_SAYS: dict[m.NormKind, tuple[str, ...]] = {
    "duty": (" must ",),
    "maintenance": (" must keep ",),
    "prohibition": (" must not ",),
    "permission": (" may ",),
    "power": (" may ",),
    "statement": (" states ",),
    "disposition": (" gets ", " gives ", " is "),
}
_EFFECTS: tuple[m.EffectKind, ...] = ("permit", "replace", "suspend", "set", "waive", "end")


class NormReader(PartReader):
    """Reads norms and exceptions; see the top of the file."""

    def _norm(self, entry: Entry, node: Mapping) -> m.Norm | None:
        kinds = [kind for kind in _SAYS if node.get(kind) is not None]
        if len(kinds) != 1:
            message = "a norm is one of duty, maintenance, prohibition, permission, power, statement and disposition"
            self._say(
                "norm-kind",
                message,
                entry.key.span,
                "write one of them as a key, such as `duty: supplier must deliver`",
            )
            return None
        kind = kinds[0]
        said = cast(Scalar, node.get(kind))
        bearer, action = self._bearer_and_action(kind, said)
        during = node.get("during")
        return m.Norm(
            kind=kind,
            name=entry.key.text,
            bearer=bearer,
            action=action,
            to=text_at(node, "to"),
            parameters=self._parameters(node),
            upon=self._expression(node, "upon"),
            when=self._expression(node, "when"),
            holds_while=self._expression(node, "while"),
            during=tuple(scalar.text for scalar in scalars(during)) if during is not None else ("in force",),
            start=self._expression(node, "from"),
            until=self._expression(node, "until"),
            by=self._expression(node, "by"),
            done=self._expression(node, "done"),
            effective=self._expression(node, "effective"),
            untrue=self._expression(node, "untrue"),
            once=text_at(node, "once") == "true",
            amount=self._expression(node, "amount"),
            effort=text_at(node, "effort"),
            effort_met=self._expression(node, "effort_met"),
            cite=self._cite(node),
            under=self._under(node),
            summary=text_at(node, "summary"),
            span=entry.key.span,
        )

    def _bearer_and_action(self, kind: m.NormKind, said: Scalar) -> tuple[str, str]:
        for verb in _SAYS[kind]:
            bearer, found, action = said.text.partition(verb)
            if found and " " not in bearer.strip() and " " not in action.strip() and action.strip():
                return bearer.strip(), action.strip()
        form = " or ".join(f"`{kind}: PARTY{verb}ACTION`" for verb in _SAYS[kind])
        self._say("norm-kind", f"`{said.text}` does not say who and what", said.span, f"write {form}")
        return "", ""

    def _exception(self, entry: Entry, node: Mapping) -> m.Exception_ | None:
        kinds = [kind for kind in _EFFECTS if node.get(kind) is not None]
        if len(kinds) != 1:
            message = f"an exception has one effect, not {len(kinds)}"
            self._say(
                "exception-effect", message, entry.key.span, f"one of {', '.join(f'`{kind}`' for kind in _EFFECTS)}"
            )
            return None
        if node.get("upon") is None and node.get("when") is None and kinds[0] != "suspend":
            self._say("exception-effect", "an exception says `upon` which event or `when` it holds", entry.key.span)
        return m.Exception_(
            name=entry.key.text,
            gives_way=tuple(scalar.text for scalar in scalars(cast(Node, node.get("gives_way")))),
            effect=self._effect(kinds[0], cast(Node, node.get(kinds[0]))),
            parameters=self._parameters(node),
            upon=self._expression(node, "upon"),
            when=self._expression(node, "when"),
            cite=self._cite(node),
            under=self._under(node),
            summary=text_at(node, "summary"),
            span=entry.key.span,
        )

    def _effect(self, kind: m.EffectKind, node: Node) -> m.Effect:
        if not isinstance(node, Mapping):
            return m.Effect(kind=kind)
        replaced = [(entry.key.text, self._written(entry.value)) for entry in node.entries] if kind == "replace" else []
        if kind == "replace":
            return m.Effect(kind=kind, replace=tuple((key, value) for key, value in replaced if value is not None))
        return m.Effect(
            kind=kind,
            start=self._expression(node, "from"),
            until=self._expression(node, "until"),
            clock_stops=text_at(node, "clock") == "stops",
            value=self._expression(node, "value"),
            breach_on=self._expression(node, "breach_on"),
            keeps_day=text_at(node, "day") != "lost",
            accrued_falls=text_at(node, "accrued") == "falls",
            working_back_to=self._expression(node, "working_back_to"),
        )
