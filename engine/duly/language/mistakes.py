"""Mistakes that people make in expressions, as data.

In: nothing. Out: `SIGNS`, `PHRASES`, `AHEAD` and `STATES`, the tables from which `syntax_errors.py` says what is wrong.
The one idea: a message is worth most where it names what the author meant, so the tables list habits: the words of
contracts, the signs of other languages, and the places where this grammar asks for more than English does.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is the case, and what to write instead."""

    message: str
    hint: str


_QUOTES = 'texts stand in straight double quotes: "…"'

SIGNS: dict[str, Mistake] = {
    "!": Mistake("`!` is not a sign of the language", "write `<>` for not equal, and the word `not`"),
    "&": Mistake("`&` is not a sign of the language", "write the word `and`"),
    "|": Mistake("`|` is not a sign of the language", "write the word `or`"),
    "≤": Mistake("`≤` is written `<=`", "write `<=`, or `on or before` between days"),
    "≥": Mistake("`≥` is written `>=`", "write `>=`, or `on or after` between days"),
    "≠": Mistake("`≠` is written `<>`", "write `<>`"),
    "−": Mistake("a minus sign from a word processor", "write the hyphen of the keyboard, `-`"),
    "–": Mistake("a dash where a minus sign could stand", "write the hyphen of the keyboard, `-`"),
    "—": Mistake("a dash where a minus sign could stand", "write the hyphen of the keyboard, `-`"),
    "×": Mistake("`×` is written `*`", "write `*`"),
    "÷": Mistake("`÷` is written `/`", "write `/`"),
    "%": Mistake("a space stands before the `%`", "write the sign next to the number: `5%`"),
    "$": Mistake("no amount follows the `$`", "write the sign next to the amount: `$1,250.00`"),
    "€": Mistake("`€` is not a sign of the language", "write the currency's code: `EUR 1,250.00`"),
    "£": Mistake("`£` is not a sign of the language", "write the currency's code: `GBP 1,250.00`"),
    "“": Mistake("`“` is not a quotation mark of the language", _QUOTES),
    "”": Mistake("`”` is not a quotation mark of the language", _QUOTES),
    "‘": Mistake("`‘` is not a quotation mark of the language", _QUOTES),
    "’": Mistake("`’` is not a quotation mark of the language", _QUOTES),
    "'": Mistake("`'` is not a quotation mark of the language", _QUOTES),
    '"': Mistake("a text is not closed", _QUOTES),
    "§": Mistake("a section cannot be named in an expression", "name the term or norm that the section became"),
    "\u00a0": Mistake("a space from a word processor, which does not break", "write an ordinary space"),
}
"""By a character that no word of the language has."""

PHRASES: tuple[tuple[str, Mistake], ...] = (
    (r"= *=$", Mistake("the comparison `==` is written `=`", "write a single `=`")),
    (r"= *>$", Mistake("`=>` is written `>=`", "write `>=`")),
    (r"= *<$", Mistake("`=<` is written `<=`", "write `<=`")),
    (r"[0-9],$", Mistake("numbers are written without commas", "write `1000`; only amounts have commas: `$1,000`")),
    (
        r"(?:<>|<=|>=|<|>|=) [^\s()]+ (?:<>|<=|>=|<|>|=)$",
        Mistake("two comparisons stand side by side", "join them by `and`: `A < B and B < C`"),
    ),
    (
        r"\bis (?:not )?(?:(?:on or )?(?:before|after)|within) \S+$",
        Mistake("`is` does not stand before a comparison in time", "write `X before Y`, `X on or after Y`"),
    ),
    (
        r"\bis (?:not )?one of \S+$",
        Mistake("the words after `one of` stand in parentheses", "write `X is one of (a, b)`"),
    ),
    (
        r"\b(?:happened|occurred|has (?:not )?(?:occurred|been|come|not|\S+)|did)$",
        Mistake("that something happened is said in other words", "write `X has happened` or `X has not happened`"),
    ),
    (r"\bhas$", Mistake("`has` is followed by `happened`", "write `X has happened` or `X has not happened`")),
    (
        r"\b(?:at least|at most|(?:more|less|greater|fewer) than)(?: \S+)?$|\b(?:at|more|less|greater|equals|exceeds)$",
        Mistake("numbers and amounts are compared with signs", "write `>=`, `<=`, `>`, `<`, `=` or `<>`"),
    ),
    (r"\bprior(?: to)?$", Mistake("`prior to` is written `before`", "write `X before Y`")),
    (r"(?<!is )(?<!not )\bin (?:force|effect)$", Mistake("`is` is missing", "write `X is in force`")),
    (
        r"\bthe (?!earli|late|less|great|least)[a-z_]+$",
        Mistake("`the` stands only before `earlier of` and its sisters", "write the name without an article"),
    ),
    (
        r"\b(?:first|last|any|every) (?:\S+ )?of(?: \S+)?$",
        Mistake("`in` and a list are missing", "write `first x in list where condition`"),
    ),
    (
        r"\bexists$",
        Mistake("whether there is a value is asked in other words", "write `X is present` or `X is absent`"),
    ),
    (r"\b(?:includes|contains)$", Mistake("a list is asked for its members", "write `any x in list where x = Y`")),
    (r"\b(?:dollars?|euros?|pounds?)$", Mistake("an amount is written with its sign", "write `$5.00` or `EUR 5.00`")),
    (
        r"\bbetween$",
        Mistake("`between` leaves open which days are in", "write `X within from A through B`: both are in"),
    ),
    (
        r"\b(?:until|till)$",
        Mistake("`until` leaves open whether its day is in", "write `from A through B`: both are in"),
    ),
    (r"\b(?:percent|per)$", Mistake("a percentage is written with its sign", "write `5%`")),
    (
        r"(?:\b(?:days?|weeks?|months?|years?) (?:from|since|of|later|prior|past)|\bdays? (?:and|or))$",
        Mistake("a period needs to say from which day it is counted", "write `8 days after X` or `8 days before X`"),
    ),
    (
        r"(?<!the )\b(?:earlier|later|lesser|greater|least|greatest) of$",
        Mistake("`the` is missing", "write `the earlier of A and B`"),
    ),
    (
        r"(?<!the )\b(?:earliest|latest) of [a-z0-9_.]+ ?(?:and|,)$",
        Mistake("`the` is missing", "write `the earlier of A and B`, `the earliest of A, B and C`"),
    ),
    (
        r"\b(?:all|each|some|those|no|exists?) \S+$",
        Mistake(
            "something said of a list begins with other words",
            "write `every x in list has …` or `any x in list where …`",
        ),
    ),
    (
        r"\b(?:unless|except)$|^(?:unless|except) \S+$",
        Mistake("there is no `unless` in an expression", "write `and not (…)`, or an exception to the rule"),
    ),
    (
        r"\b(?:elif|elseif)$",
        Mistake("a further condition is written `else if`", "write `if … then … else if … then …`"),
    ),
    (r"\[$", Mistake("`[` stands only behind the name of what there is one of for each record", "write `name[r]`")),
    (
        r"[{};]$",
        Mistake(
            "an expression is a single one", "conditions are joined by `and` or `or`; `cases` are written as a list"
        ),
    ),
)
"""By the words up to and including the one at which the parser stopped."""

AHEAD: tuple[tuple[str, Mistake], ...] = (
    (
        r"(?:no|not) (?:later|earlier)\b",
        Mistake("days are compared with other words", "write `on or before`, `on or after`, `before` or `after`"),
    ),
    (
        r"(?:calendar|working|trading|banking) days?\b",
        Mistake("a day is a calendar day or a business day", "write `8 days` or `8 business days of CALENDAR`"),
    ),
    (r"have\b", Mistake("`every` goes with `has`", "write `every x in list has condition`")),
    (r"as of\b", Mistake("`as of` is written `on`", "write `X on D`: X as it was on the day D")),
    (r"day (?:after|before)\b", Mistake("the number of days is missing", "write `1 day after X`")),
    (r"\.[0-9]", Mistake("a number begins with a digit", "write `0.5`")),
    (r"e[0-9]+\b", Mistake("a number is written out", "write `1000000`")),
    (r", ?(?:then|else)\b", Mistake("no comma stands before `then` or `else`", "write `if … then … else …`")),
)
"""By the words from the one at which the parser stopped onwards."""

STATES: tuple[tuple[Mistake, tuple[str, ...]], ...] = (
    (
        Mistake(
            "`and` and `or` stand side by side without parentheses", "put parentheses around what belongs together"
        ),
        ("a and b or c", "a or b and c", "a and b and c or d", "a or b or c and d"),
    ),
    (
        Mistake("`if` needs a `then`", "write `if condition then value else value`"),
        (
            "if a else b",
            "if a",
            "if a, b",
            "if a and b else c",
            "if a or b else c",
            "if a and b",
            "if a or b",
        ),
    ),
    (
        Mistake(
            "`the earlier of` and its sisters take two values joined by `and`",
            "for more, write `the earliest of A, B and C`",
        ),
        tuple(
            f"the {which} of {rest}"
            for which in ("earlier", "later", "lesser", "greater")
            for rest in ("a, b", "a", "a or b")
        ),
    ),
    (
        Mistake(
            "`the earliest of` and its sisters take three values or more, with `and` before the last",
            "write `the earliest of A, B and C`, and of two `the earlier of A and B`",
        ),
        tuple(
            f"the {which} of {rest}"
            for which in ("earliest", "latest", "least", "greatest")
            for rest in ("a and b", "a", "a, b", "a, b or c", "a or b", "a, b, c", "a, b, c or d")
        ),
    ),
    (
        Mistake(
            "an option of a reading is a name and a value", "write `by reading NAME: option_a value, option_b value`"
        ),
        (
            "by reading r: a",
            "by reading r: a 1, b",
            "by reading r a 1",
            "by reading r: a: 1",
            "by reading r: a 1, b: 2",
        ),
    ),
    (
        Mistake("`in` and a list are missing", "write `count of x in list where condition`"),
        (
            "count of x where y",
            "count of list",
            "any x where y",
            "any x",
            "every x",
            "first x",
            "last x where y",
        ),
    ),
    (
        Mistake("`of` is missing", "write `count of x in list where condition`"),
        ("count x in y", "sum x for y in z", "sum(a)"),
    ),
    (
        Mistake("`for` and what is counted are missing", "write `sum of x.field for x in list`"),
        ("sum of a", "sum of a in b", "sum of a, b", "sum of a and b"),
    ),
    (
        Mistake("what holds of each is missing", "write `every x in list where condition has condition`"),
        ("every x in y", "every x in y where z", "every x in y is z"),
    ),
    (
        Mistake("`where` is missing", "write `any x in list where condition`"),
        ("any x in y",),
    ),
    (
        Mistake("the last day of the window is missing", "write `from A through B` or `from A onward`"),
        ("from a", "from a to b"),
    ),
    (
        Mistake("the second day is missing", "write `days from A to B`"),
        (
            "days from a",
            "days from a through b",
            "business days from a",
            "business days from a through b",
        ),
    ),
    (
        Mistake("the day by which it should have happened is missing", "write `failure of X by D`"),
        ("failure of a", "failure of a before b"),
    ),
    (
        Mistake("business days are counted in days", "write `10 business days after X`"),
        ("8 business a", "8 business after a", "8 business"),
    ),
)
"""By the place in the grammar and the word that cannot stand there, which an input shares with an example."""
