"""A folder of rule files to an agreement that can be evaluated.

In: a folder, or the files of one with their names and texts. Out: `Loaded`: the rules, their vocabulary, the calendars
they use, and every diagnostic of one run. The one idea: the stages run in order (bytes, YAML, schema, reading, names
and types, circles), each only as far as the one before left something to work on, so that one run names every fault
that can be told from the others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from duly.calendars import Calendar, calendar_hash
from duly.codes import severity_of
from duly.diagnostics import Diagnostic, Severity
from duly.files import read_source
from duly.model import nodes as m
from duly.model.kept_rules import keep_rules, kept_rules, known, make_known
from duly.model.others import Others, beside, with_used
from duly.model.own_calendars import calendars_of, hidden_by
from duly.model.tree import Mapping as TreeMapping
from duly.model.tree import Node, Scalar, Sequence
from duly.model.vocabulary import Vocabulary
from duly.source import Source


@dataclass(frozen=True, slots=True)
class Loaded:
    """An agreement as loaded; `vocabulary` is None where the files do not make one."""

    vocabulary: Vocabulary | None
    calendars: Mapping[str, Calendar]
    diagnostics: tuple[Diagnostic, ...]
    sources: tuple[Source, ...]

    @property
    def is_sound(self) -> bool:
        """Whether it can be evaluated: no diagnostic is an error."""
        return self.vocabulary is not None and not any(
            severity_of(diagnostic.code) is Severity.ERROR for diagnostic in self.diagnostics
        )

    @property
    def rules(self) -> m.Rules:
        """The rules; only of an agreement that has any."""
        assert self.vocabulary is not None, "nothing was loaded"
        return self.vocabulary.rules


def rule_files(folder: Path) -> tuple[Path, ...]:
    """The rule files of an agreement's folder: its YAML files, in the order of their names."""
    return tuple(sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml") and path.is_file()))


def load_folder(
    folder: Path,
    shown_as: str | None = None,
    calendars: Mapping[str, Calendar] | None = None,
    others: Others | None = None,
) -> Loaded:
    """The agreement in a folder; `shown_as` is how its path is shown in diagnostics.

    `calendars` stand behind its own; None is those that come with duly. Agreements that it uses are looked for among
    `others`; None is those in the folders beside it.
    """
    shown = shown_as if shown_as is not None else folder.as_posix()
    if not folder.is_dir():
        return _nothing("no-agreement", f"there is no folder `{shown}`", shown)
    files = rule_files(folder)
    if not files:
        return _nothing("no-agreement", f"the folder `{shown}` holds no rule files (*.yaml)", shown)
    sources: list[Source] = []
    faults: list[Diagnostic] = []
    for path in files:
        found = read_source(path, f"{shown.rstrip('/')}/{path.name}")
        (sources if isinstance(found, Source) else faults).append(found)  # type: ignore[arg-type]
    own, wrong = calendars_of(folder, shown)
    faults.extend(wrong)
    loaded = load_sources(sources, not faults, hidden_by(own, calendars), others or beside(folder, shown, calendars))
    return Loaded(loaded.vocabulary, loaded.calendars, (*faults, *loaded.diagnostics), loaded.sources)


def _nothing(code: str, message: str, file: str) -> Loaded:
    return Loaded(None, {}, (Diagnostic(code, message, file=file),), ())


def load_sources(
    sources: Iterable[Source],
    is_whole: bool = True,
    calendars: Mapping[str, Calendar] | None = None,
    others: Others | None = None,
) -> Loaded:
    """The agreement that rule files make together; if they are not the whole, only what each file says is looked at.

    `calendars` are all that its rules may name; None is those that come with duly. Agreements that it uses are looked
    for among `others`; None is none.
    """
    sources = tuple(sources)
    calendars = hidden_by({}, None) if calendars is None else calendars
    rules, faults = _read(sources, is_whole)
    if rules is None:
        return Loaded(None, calendars, faults, sources)
    rules = replace(rules, calendars=calendars, digest=_with_calendars(rules.digest, calendars))
    rules, faults = with_used(rules, others or Others(lambda _: None))
    if faults:
        return Loaded(None, calendars, faults, sources)
    vocabulary = Vocabulary(rules, tuple(rules.calendars))
    told = known("sound", rules.digest)
    if told is not None and vocabulary.is_derived(told):
        return Loaded(vocabulary, rules.calendars, (), sources)
    from duly.model.circles import find_circles  # with the checker, and not needed for rules that are known
    from duly.model.resolver import resolve

    faults = resolve(vocabulary)
    loaded = Loaded(vocabulary, rules.calendars, tuple(dict.fromkeys(faults)), sources)
    if not loaded.is_sound:
        return loaded
    loaded = replace(loaded, diagnostics=(*loaded.diagnostics, *find_circles(vocabulary)))
    if not loaded.diagnostics:
        make_known("sound", rules.digest, vocabulary.derived())
    return loaded


def _read(sources: tuple[Source, ...], is_whole: bool) -> tuple[m.Rules | None, tuple[Diagnostic, ...]]:
    """What the files say, as far as it can be read; rules that were read from the same files before are taken."""
    kept = kept_rules(sources) if is_whole and sources else None
    if kept is not None:
        return kept, ()
    from duly.model.reader import read_rules  # with the parsers, a third of a second that is often spared
    from duly.model.schema_check import check_schema
    from duly.model.yaml_tree import load_yaml

    trees: list[TreeMapping] = []
    faults: list[Diagnostic] = []
    for source in sources:
        tree, found = load_yaml(source)
        faults.extend(found)
        shape = check_schema(tree, "rules") if tree is not None else ()
        faults.extend(shape)
        is_whole = is_whole and not found and not shape
        if isinstance(tree, TreeMapping):
            trees.append(tree)
    if not is_whole or not trees:
        return None, tuple(faults)
    rules, found = read_rules(tuple(trees), _digest(trees))
    if rules is None or found:
        return None, (*faults, *found)
    keep_rules(rules, sources)
    return rules, ()


def _digest(trees: Iterable[Node]) -> str:
    """A fingerprint of what the rules say, whatever their layout."""
    said = [json.dumps(_plain(tree), ensure_ascii=False, sort_keys=True) for tree in trees]
    return hashlib.sha256("\n".join(sorted(said)).encode()).hexdigest()


def _with_calendars(digest: str, calendars: Mapping[str, Calendar]) -> str:
    """A fingerprint of what the rules and the calendars say."""
    hashes = [calendar_hash(calendar) for _, calendar in sorted(calendars.items())]
    return hashlib.sha256("\n".join((digest, *hashes)).encode()).hexdigest()


def _plain(node: Node) -> Any:
    match node:
        case TreeMapping():
            return [[entry.key.text, _plain(entry.value)] for entry in node.entries]
        case Sequence():
            return [_plain(item) for item in node.items]
        case Scalar():
            return node.text
