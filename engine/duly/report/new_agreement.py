"""The files of a new agreement.

In: `Beginning`. Out: the files' names and texts. The one idea: every file loads as it stands, and what it does not know
is a comment: a line with `# ?` asks, a block of comments is laid out to be filled in and have its `#` taken away. One
line of the agreement's life and one fact are there to begin with, so that a first scenario can be run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from textwrap import wrap

from duly.calendars import known_calendars
from duly.report.new_rules import named_file, rule_file, section_lines, text_file
from duly.workspace.beginning import Beginning, Found

_NO_DATE = "2000-01-01"
"""The day of the first scenario where the contract's date is not known."""
_PLAIN = re.compile(r"[A-Za-z0-9][\w .,()'’&/-]*", re.ASCII)
_WIDTH = 110
_NOT_ANSWERED = "{assumed: not answered yet}"


def files(beginning: Beginning) -> tuple[tuple[str, str], ...]:
    """Every file of the agreement's folder, in the order in which it is to be read."""
    rules = [(named_file(beginning, part), rule_file(part)) for part in beginning.parts]
    rules = rules or [("rules.yaml", rule_file(None))]
    text = [("text.yaml", text_file(beginning))] if beginning.has_text else []
    return (
        ("README.md", _readme(beginning, [name for name, _ in rules])),
        ("agreement.yaml", _agreement(beginning)),
        *rules,
        *text,
        ("facts/first.json", _facts(beginning)),
        ("scenarios/first.yaml", _scenario(beginning)),
    )


def scalar(text: str) -> str:
    """A text as it stands in YAML: as it is where that is plain, else in quotes."""
    return text if _PLAIN.fullmatch(text) and text == text.strip() else json.dumps(text, ensure_ascii=False)


def _agreement(beginning: Beginning) -> str:
    lines = [
        "# The agreement itself: its parties, its life, how time is counted, and what can be done under it.",
        "# A comment that begins with a question mark asks what only a reader of the contract can answer; take it away",
        "# when it is answered. Where the contract gives no answer, say that: `assumed`, a reading or a silence.",
        "# How rules are written: docs/guide.md of duly.",
        "language: 1",
        "",
        "agreement:",
        f"  id: {beginning.id}",
        f"  title: {scalar(beginning.title)}",
        *_asked("Who are the parties? The key is the role by which rules speak of one, the text is its name."),
        "  parties:",
        *(f"    {party.role}: {scalar(party.name)}" for party in beginning.parties),
        *_found("Which date does it bear?", "dated", beginning.dated, "2001-10-03"),
        *_found("Whose law governs it?", "governing_law", beginning.law, "New York"),
        *_asked("In which currency are its amounts? One for the whole agreement."),
        f"  currency: {beginning.currency}",
        *_asked("Which text of it is this: as signed, as amended, a draft?"),
        "  version: as signed",
    ]
    lines += [f"  source: {scalar(beginning.source)}"] if beginning.source is not None else []
    lines += [*_life(beginning), *_counting(beginning), "", *_opening(beginning), *_actions(), "", *_first_fact()]
    return "\n".join(lines) + "\n"


def _life(beginning: Beginning) -> Iterator[str]:
    labels = [section.label for section in beginning.sections]
    cite = "preamble" if not labels or "preamble" in labels else labels[0]
    yield from _asked("From which day does it bind: its signing, its date, a day that it defines?")
    yield from _asked(
        "When does it end: on a day, after a period, by somebody's act? Can it be void, or rest for a while? Each is a "
        "line more, with the section that says so:"
    )
    yield '  #     - {state: expired, after: 1 year after signed, cite: "2"}'
    yield '  #     - {state: terminated, after: terminated, cite: "9"}'
    yield "  life:"
    yield "    - state: in force"
    yield "      from: signed"
    yield f"      cite: {scalar(cite) if not cite[:1].isdigit() else json.dumps(cite)}"
    yield "      summary: Taken to bind from its signing until somebody has looked."


def _counting(beginning: Beginning) -> Iterator[str]:
    counted = beginning.counted or {}
    yield from _asked(
        "How is time counted? Answer with `is:` and the section (`cite:`); where the contract says nothing, with `is:` "
        "and why (`assumed:`). A line without `is:` is open: what depends on it is not known."
    )
    yield "  counting:"
    where = _where("Days and weeks are counted in", counted.get("days", ()))
    yield from _asked(f"Is the day from which a period runs `excluded` or `included`, as its first day?{where}", 4)
    yield f"    trigger_day: {_NOT_ANSWERED}"
    where = _where("Months and years are counted in", counted.get("months", ()))
    yield from _asked(
        f"One month after 31 January: `last day` of February, `next day` after it, or `refuse`?{where}", 4
    )
    yield f"    month_end: {_NOT_ANSWERED}"
    yield from _asked(
        "Does a last day that is a day off move: `none`, `next business day`, `previous business day`?", 4
    )
    yield f"    roll: {_NOT_ANSWERED}"
    yield from _asked("Not done by the last day: is that a failure of `the day itself` or of `the day after`?", 4)
    yield f"    failure: {_NOT_ANSWERED}"
    where = _where("They are counted in", counted.get("business days", ())) or " None are counted, as far as was seen."
    known = ", ".join(f"`{name}`" for name in known_calendars())
    yield from _asked(
        f"Which days are business days? There are the calendars {known}; one of your own can stand in `calendars/` "
        f"beside this file.{where}",
        4,
    )
    yield '    # business_day: {is: us_federal, cite: "1.1"}'


def _opening(beginning: Beginning) -> Iterator[str]:
    """The parts without a number that define or date something."""
    told = [line for section in beginning.opening for line in section_lines(section, is_terse=True)]
    if told:
        yield from (*told, "")


def _actions() -> Iterator[str]:
    yield from _asked(
        "What can be done under it? Each action of a norm stands here once, in a few words of your own:", 0
    )
    yield "# actions:"
    yield "#   pay_rent: pay the rent"


def _first_fact() -> Iterator[str]:
    yield "facts:"
    yield "  signed:"
    yield "    type: event"
    yield "    ask: On what day had all parties signed it?"
    yield "    answered_by: either party"


def _facts(beginning: Beginning) -> str:
    day = _day(beginning)
    form = {"agreement": beginning.id, "title": "A first case", "through": day, "facts": {"signed": day}}
    return json.dumps(form, indent=2) + "\n"


def _scenario(beginning: Beginning) -> str:
    day = _day(beginning)
    before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    lines = [
        "# What must come of which facts. Change this with the rules; add a day on each side of every boundary.",
        "language: 1",
        f"agreement: {beginning.id}",
        "",
        "scenarios:",
        "  it_begins:",
        "    says: It binds from the day of its signing and nobody before.",
        "    cite: preamble",
        "    based_on: facts/first.json",
        "    expect:",
        f"      - {{as_of: {before}, state: pending}}",
        f"      - {{as_of: {day}, state: in force}}",
    ]
    return "\n".join(lines) + "\n"


def _readme(beginning: Beginning, rules: Iterable[str]) -> str:
    rows = [
        ("agreement.yaml", "parties, life, how time is counted, what can be done, and the questions to answer first")
    ]
    rows += [(name, "rules, laid out by section") for name in rules]
    rows += [("text.yaml", "every sentence of the contract: the rules that encode it, or why none does")]
    rows = [row for row in rows if row[0] != "text.yaml" or beginning.has_text]
    rows += [("facts/", "cases to evaluate"), ("scenarios/", "cases with the answers that must come")]
    return "\n".join(
        (
            f"# {beginning.title}",
            "",
            "These files are an encoder's reading of the contract, not legal advice.",
            "",
            "| file | what it holds |",
            "| --- | --- |",
            *(f"| `{name}` | {holds} |" for name, holds in rows),
            "",
            "## What is assumed",
            "",
            "Nothing yet is more than a beginning.",
            "",
            "## What is not here",
            "",
            "Everything, until it is encoded.",
            "",
            "## What to look for",
            "",
            *_LOOK_FOR,
            "",
        )
    )


_LOOK_FOR = (
    "- Which words can be read in more than one way? Each is a reading, with what speaks for its options.",
    "- What would one expect it to say, and it does not? That is a silence.",
    "- Who decides what is material, reasonable, prompt? Each is a fact that somebody judges.",
    "- Who may change it or waive something, and in which form?",
    "- What goes on after it has ended?",
    "- What does it take from another document or from general law? Those are facts, or not encoded.",
)


def _day(beginning: Beginning) -> str:
    return beginning.dated.value if beginning.dated is not None else _NO_DATE


def _found(question: str, key: str, found: Found | None, such_as: str) -> Iterator[str]:
    """A key with what was found for it and where, or the key as a comment."""
    if found is None:
        yield from _asked(question)
        yield f"  # {key}: {such_as}"
    else:
        yield from _asked(f"{question} This stands in {found.where}.")
        yield f"  {key}: {scalar(found.value)}"


def _where(said: str, sections: Iterable[str]) -> str:
    """In which sections something was seen; at most eight of them."""
    labels = list(sections)
    more = f" and {len(labels) - 8} more" if len(labels) > 8 else ""
    return f" {said} {', '.join(labels[:8])}{more}." if labels else ""


def _asked(question: str, indent: int = 2) -> Iterator[str]:
    """A question as comment lines."""
    lead = " " * indent
    yield from wrap(
        question, _WIDTH, initial_indent=f"{lead}# ? ", subsequent_indent=f"{lead}#   ", break_on_hyphens=False
    )
