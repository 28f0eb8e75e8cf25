"""Faults of an agreement's rules: what cannot be meant, circles, what is missing, what is not used."""

from __future__ import annotations

from duly.codes.code import Code
from duly.diagnostics import Severity

ERROR = Severity.ERROR
WARNING = Severity.WARNING
NOTE = Severity.NOTE

SECTIONS: tuple[Code, ...] = (
    Code(
        "no-agreement",
        ERROR,
        "a folder does not hold an agreement",
        "An agreement is a folder with rule files (`*.yaml`), one of which has a section `agreement`.",
        "duly check rules/supply/facts",
    ),
    Code(
        "name-twice",
        ERROR,
        "one name is given to two things",
        "Names are shared by all files of an agreement, and by its facts, terms, norms and groups, so that a name in "
        "an expression means one thing.",
        "a term `price` in one file and a fact `price` in another",
    ),
    Code(
        "unknown-agreement",
        ERROR,
        "an agreement that is used is not there",
        "An agreement that another one uses lies in a folder that has its id for a name, beside the other or under "
        "`rules/`.",
        "uses: [master-agrement]",
    ),
    Code(
        "used-not-loaded",
        ERROR,
        "an agreement that is used has errors of its own",
        "Nothing can be read in an agreement that does not load; its own errors stand below.",
        "uses: [master-agreement], and a rule of that one names a fact that is not there",
    ),
    Code(
        "uses-circle",
        ERROR,
        "agreements use each other",
        "Whichever was evaluated first would need the other. What one of them needs may be a fact of its own instead.",
        "the supply agreement uses the guarantee, and the guarantee uses the supply agreement",
    ),
    Code(
        "uses-clash",
        ERROR,
        "two agreements mean different things by one name",
        "Agreements that are read together count in one currency, and what both name (a role, a calendar, the short "
        "name of an agreement) is the same for both.",
        "`buyer` is Harbour Bakery Inc. in one and Northwind Mills LLC in the other",
    ),
    Code(
        "reserved-name",
        ERROR,
        "a name that is a word of the language",
        "Words such as `and`, `after` or `days` would be read as part of the sentence around them.",
        "facts: {days: {type: number}}",
    ),
    Code(
        "unknown-type",
        ERROR,
        "there is no type of this name",
        "A type is event, date, boolean, number, money, text, party, window, `choice of a, b`, `list of TYPE` or the "
        "name of a record.",
        "signed: {type: evnt}",
    ),
    Code(
        "invalid-date",
        ERROR,
        "a day that is in no calendar, or is not written as a day",
        "A date is year-month-day with four, two and two digits, such as 2001-10-03, in the years 1583 to 9000.",
        "dated: 2001-02-30",
    ),
    Code(
        "life-line",
        ERROR,
        "a line of the life cycle that does not say when it begins",
        "`from: E` begins on the day of E, `after: E` on the day after it. A line has one of the two.",
        "life: [{state: void, cite: '16'}]",
    ),
    Code(
        "counting-line",
        ERROR,
        "a line of `counting` that says nothing that can be counted by, or not where it comes from",
        "Each line has a choice (`is`), or none where the question is open, and either the section it comes from "
        "(`cite`) or why it is assumed (`assumed`).",
        "month_end: {is: last dya}",
    ),
    Code(
        "limb-order",
        ERROR,
        "limbs of `cases` that are never reached",
        "The first limb whose condition holds gives the value, and a limb without `if` always holds; it stands last.",
        "cases: [{value: $1.00}, {if: paid, value: $2.00}]",
    ),
    Code(
        "record-begins",
        ERROR,
        "a record does not begin with an event of its own",
        "`begins` names the field of type event from which on the record is there.",
        "order: {begins: price, fields: {price: {type: money}}}",
    ),
    Code(
        "presumption",
        ERROR,
        "something is presumed not to be recorded that is neither an event nor a list",
        "Only what happens, or may be listed, can be taken as not having happened because nobody recorded it.",
        "price: {type: money, presume: none recorded}",
    ),
    Code(
        "unit-claim",
        ERROR,
        "a unit of the text with more than one claim, or none",
        "A unit is encoded by rules, or has no effect and says why, or is not encoded and says why.",
        "{section: '3.1', unit: 1, encoded_by: deliver, no_effect: heading}",
    ),
)

NORMS: tuple[Code, ...] = (
    Code(
        "norm-kind",
        ERROR,
        "a norm does not say, in one form, who must, may or must not do what",
        "A norm has exactly one of the keys duty, maintenance, prohibition, permission, power, statement and "
        "disposition, with a party, the words of its kind and the name of an action.",
        "duty: supplier shall deliver",
    ),
    Code(
        "norm-key",
        ERROR,
        "a key that this kind of norm does not have",
        "A duty is performed by a day (`by`), a right lasts until one (`until`); a key of another kind would be passed "
        "over.",
        "by: 10 days after signed    (in a prohibition)",
    ),
    Code(
        "unknown-party",
        ERROR,
        "there is no party of this name",
        "Parties are named under `agreement` by their role. Beside them, `parties` and `anyone` may be named.",
        "duty: suplier must deliver",
    ),
    Code(
        "unknown-action",
        ERROR,
        "an action that is not listed",
        "Every action stands once under `actions`, with a few words on what it is, so that two norms on one action are "
        "seen to be about the same thing.",
        "duty: supplier must delivr",
    ),
    Code(
        "unknown-state",
        ERROR,
        "a state that this never has",
        "An agreement is pending, in force, suspended, void, terminated or expired. What states a norm has depends on "
        "its kind.",
        "during: [in froce]",
    ),
    Code(
        "exception-effect",
        ERROR,
        "an exception without its one effect, or with one that cannot be had on what gives way",
        "An exception permits an act, replaces a key, suspends, sets a term, waives a breach or ends a norm: one of "
        "them. It says upon which event or when it holds. Terms are set; the other effects are for norms; an exception "
        "that gives way is suspended.",
        "{gives_way: deliver, set: {value: $5.00}}",
    ),
    Code(
        "not-amendable",
        ERROR,
        "a term is set that does not say it can be",
        "`amendable: true` tells whoever reads the term that its value may be changed from a day on.",
        "{gives_way: price, set: {value: $5.00}}",
    ),
)

CIRCLES: tuple[Code, ...] = (
    Code(
        "circle",
        ERROR,
        "rules that read each other so that no day could be the first to be worked out",
        "Rules may read each other through time: what held before a day may decide what holds from it on. They may not "
        "read each other on the same day, nor may one of them change the days from which it was worked out. The "
        "message prints the circle.",
        "a: {type: number, value: b + 1}    and    b: {type: number, value: a + 1}",
    ),
    Code(
        "exception-cycle",
        ERROR,
        "exceptions that give way to each other in a circle",
        "Which rule gives way to which has to end somewhere. The message prints the circle; take one `gives_way` away.",
        "one: {gives_way: other, …}    and    other: {gives_way: one, …}",
    ),
)

MISSING: tuple[Code, ...] = (
    Code(
        "missing-counting-line",
        ERROR,
        "a rule counts by a convention that the agreement does not state",
        "A period needs to know whether the day from which it runs is counted (`trigger_day`), months and years how "
        "short months are met (`month_end`), business days their calendar (`business_day`, or named in the "
        "expression), and a due day when its failure is complete (`failure`). Add the line under `counting`, with the "
        "section it comes from or why it is assumed.",
        "by: 2 months after signed    (without a line `month_end`)",
    ),
    Code(
        "act-without-day",
        ERROR,
        "acts are taken from records that do not say on what day they were done",
        "An act is judged as of its own day, so the type of record has to say with which of its events it `begins`.",
        "done: s in shipments where s.short    (shipment has no `begins`)",
    ),
    Code(
        "never-done",
        WARNING,
        "a norm that nobody can perform, violate or use",
        "Without `done` nothing that happens is seen as the act, so a duty can never be performed, a prohibition never "
        "be violated and a power never be used.",
        "deliver: {duty: supplier must deliver, by: 2001-10-17, …}",
    ),
    Code(
        "no-judge",
        WARNING,
        "a standard of effort that nobody judges",
        "Whether best or reasonable efforts were made is somebody's judgment. Name a fact with `judgment_of` and read "
        "it in `effort_met`.",
        "effort: reasonable efforts    (without `effort_met`)",
    ),
    Code(
        "no-question",
        WARNING,
        "a fact without the question to ask, or without who can answer it",
        "Where a fact is missing, the outcome shows its question (`ask`) and who can answer (`answered_by`, or whoever "
        "judges it, `judgment_of`).",
        "signed: {type: event}",
    ),
    Code(
        "no-citation",
        WARNING,
        "a rule that does not say where the agreement says it",
        "Every rule cites its section, so that a reader can hold it against the words.",
        "price: {type: money, value: $5.00}",
    ),
)

NOT_USED: tuple[Code, ...] = (
    Code(
        "unused",
        WARNING,
        "something is declared and no rule reads it",
        "Either a rule was forgotten or the declaration is left over. A term that is meant for the reader of an "
        "outcome says `report: true`.",
        "price: {type: money}    (and no rule speaks of `price`)",
    ),
    Code(
        "never-governs",
        WARNING,
        "a line of the life cycle that can never give the state",
        "A final state never gives way, and of lines that begin on one day the last one governs; so this line is "
        "always covered by another.",
        "{state: in force, from: 2001-11-01} after {state: void, from: 2001-10-01}",
    ),
    Code(
        "duty-and-prohibition",
        NOTE,
        "one party must do and must not do one thing",
        "Perhaps the two never meet: their conditions or days may exclude each other, or an exception lets one give "
        "way. Where they do meet, the outcome reports a conflict.",
        "duty: supplier must deliver    and    prohibition: supplier must not deliver",
    ),
)

RULES: tuple[Code, ...] = (*SECTIONS, *NORMS, *CIRCLES, *MISSING, *NOT_USED)
