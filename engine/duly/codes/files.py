"""Faults of files as such: bytes, YAML, JSON, schema."""

from __future__ import annotations

from duly.codes.code import Code
from duly.diagnostics import Severity
from duly.limits import RULE_FILE_NESTING

ERROR = Severity.ERROR

READING: tuple[Code, ...] = (
    Code(
        "file-missing",
        ERROR,
        "there is no file of this name",
        "The name was taken as it was given, from the folder in which the command ran. Look for a misspelling, or for "
        "a folder that is missing in front.",
        "duly check rules/suply/rules.yaml",
    ),
    Code(
        "file-is-a-folder",
        ERROR,
        "a file was needed and a folder was named",
        "Name a file in the folder instead.",
        "duly evaluate rules/supply --facts rules/supply/facts",
    ),
    Code(
        "file-unreadable",
        ERROR,
        "the file is there and cannot be read",
        "The system refused, most often because the file belongs to someone else or is open in another program.",
        "a file without read permission",
    ),
    Code(
        "file-too-large",
        ERROR,
        "the file is larger than what is read",
        "A limit keeps a wrong file, such as a scan, from being taken for rules. Split a file that is meant.",
        "a file of 100 megabytes",
    ),
    Code(
        "file-not-text",
        ERROR,
        "the file has zero bytes in it and so is no text",
        "Word and PDF files are not text. Save the contract as plain text, in UTF-8.",
        "a .docx file given as contract text",
    ),
    Code(
        "file-encoding",
        ERROR,
        "the file is not in UTF-8",
        "Letters beyond the English alphabet, and curly quotes and section signs, are stored as different bytes in "
        "different encodings. Only UTF-8 is read, because guessing would change words. Save the file anew and choose "
        "UTF-8.",
        "a text saved as Windows-1252, in which the section sign is the byte 0xa7",
    ),
    Code(
        "empty-file",
        ERROR,
        "the file says nothing",
        "There is nothing in the file but perhaps spaces and comments.",
        "# rules to come",
    ),
)

YAML: tuple[Code, ...] = (
    Code(
        "yaml-syntax",
        ERROR,
        "the file is not YAML",
        "Most often text with a colon and a space in it stands without quotes, a quotation mark or bracket is not "
        "closed, or a line begins in the wrong column.",
        "summary: The price: in dollars",
    ),
    Code(
        "yaml-indent",
        ERROR,
        "the lines of one text or list do not stand where they belong",
        "What stands in quotes or brackets and goes on over several lines has to stand further right than the key or "
        "item to which it belongs, so that a reader sees where it ends. Blank lines at the head of a text after `|` or "
        "`>` have no spaces in them, so that its indentation is that of its first line.",
        "parties: {supplier: seller,\nbuyer: purchaser}",
    ),
    Code(
        "yaml-tab",
        ERROR,
        "a tab stands outside of a text",
        "Tabs are shown in different widths, so that lines seem to belong together which do not. Indent with spaces.",
        "norms:\n\tdeliver:",
    ),
    Code(
        "yaml-character",
        ERROR,
        "a character that cannot be seen, or that other programs take for a line end",
        "Control characters, byte order marks inside a file and the separators U+0085, U+2028 and U+2029 cannot stand "
        "in a YAML file as they are. In double quotes they may be written as escapes.",
        "title: \ufeffSupply Agreement",
    ),
    Code(
        "yaml-escape",
        ERROR,
        "a backslash in double quotes begins no escape that there is",
        "In double quotes a backslash begins an escape. Write two for one, or use single quotes.",
        'folder: "C:\\contracts"',
    ),
    Code(
        "yaml-anchor",
        ERROR,
        "an anchor, alias or merge key",
        "`&name`, `*name` and `<<` make one place of a file say what stands at another. A reader of the line does not "
        "see what it says, so the value has to be written out. If the sign is part of a text, put the text in quotes.",
        "by: *usual_period",
    ),
    Code(
        "yaml-tag",
        ERROR,
        "a tag",
        "`!` begins a tag, which changes how a value is read. What a value is follows from its key alone. If the sign "
        "is a part of a text, put the text in quotes.",
        "dated: !date 2001-10-03",
    ),
    Code(
        "yaml-directive",
        ERROR,
        "a directive",
        "A line that begins with `%` changes how the whole file is read. Every file is read as YAML 1.2.",
        "%YAML 1.1",
    ),
    Code(
        "yaml-documents",
        ERROR,
        "more than one document in a file",
        "`---` begins a new document and `...` ends one. One file holds one document.",
        "language: 1\n---\nlanguage: 1",
    ),
    Code(
        "yaml-key",
        ERROR,
        "a key that is not a word or text",
        "A key stands in front of its colon, in one line with it, and is neither empty nor a list or mapping, nor does "
        "it begin with `?`. In a list in brackets a pair has braces of its own.",
        "[supplier, buyer]: parties",
    ),
    Code(
        "duplicate-key",
        ERROR,
        "a key stands twice in one mapping or object",
        "Programs disagree on which of the two counts, so neither does.",
        "cite: '3.1'\ncite: '3.2'",
    ),
    Code(
        "missing-value",
        ERROR,
        "a key without a value",
        "Either the value was forgotten, or a comma between braces ended the value before it: in "
        "`{due: the earlier of 3 days after signed, effective}` the word after the comma is a key of its own. Put an "
        "expression with a comma in quotes, or on a line of its own.",
        "{amount: max(1, 2)}",
    ),
    Code(
        "empty-item",
        ERROR,
        "an item of a list without content",
        "A dash begins an item. Write what it is, or take the dash away.",
        "exceptions:\n  -\n  - waiver",
    ),
    Code(
        "too-deep",
        ERROR,
        "lists and mappings are nested too deeply",
        "No rule or fact needs so many levels; the limit keeps a broken file from being read for ever.",
        "[" * (RULE_FILE_NESTING + 1),
    ),
)

JSON: tuple[Code, ...] = (
    Code(
        "json-syntax",
        ERROR,
        "the file is not JSON",
        "Keys and texts stand in double quotes, there is no comma after the last entry and there are no comments.",
        '{"signed": "2001-10-03",}',
    ),
    Code(
        "json-escape",
        ERROR,
        "an escape that stands for no character",
        "A backslash begins one of the escapes of JSON. `\\ud83d` and the like stand for half of a character and need "
        "their other half.",
        '{"title": "\\ud83d"}',
    ),
)

SCHEMA: tuple[Code, ...] = (
    Code(
        "unknown-key",
        ERROR,
        "a key that means nothing here",
        "Each mapping has its own keys. A misspelled one would otherwise be passed over, and with it what it says.",
        "sumary: Bring the goods.",
    ),
    Code(
        "missing-key",
        ERROR,
        "a key that has to be there is not",
        "Some keys say what a rule cannot be without, such as the section that it encodes.",
        "deliver: {duty: supplier must deliver}",
    ),
    Code(
        "wrong-shape",
        ERROR,
        "a text, list or mapping stands where another of them is needed",
        "A list is written with dashes or in `[]`, a mapping as lines of `key: value` or in `{}`.",
        "parties: supplier and buyer",
    ),
    Code(
        "not-one-of",
        ERROR,
        "a word that is none of those possible here",
        "The place allows a few words only; the hint names the nearest.",
        "month_end: last dya",
    ),
    Code(
        "wrong-form",
        ERROR,
        "a text that is not written as it has to be here",
        "Names, dates, amounts and sections each have one way to be written.",
        "dated: 3 October 2001",
    ),
    Code(
        "wrong-size",
        ERROR,
        "too many, too few, too long, too short, too large or too small",
        "The place limits how many entries or characters there may be, or how large a number.",
        "parties: {}",
    ),
)

CALENDARS: tuple[Code, ...] = (
    Code(
        "calendar-file",
        ERROR,
        "a file of an agreement's calendars is no calendar",
        "A calendar is a JSON file with the keys `id`, `title`, `source`, `first`, `last`, `published_through` and "
        "`closures`, named by its id. A closure that was passed over would move a day, and nobody would see it.",
        '{"id": "harbour", "closures": {"2001-02-30": "a day that does not exist"}}',
    ),
)

FILES: tuple[Code, ...] = (*READING, *YAML, *JSON, *SCHEMA, *CALENDARS)
