"""Faults found when rules are held against the contract's text, and notes on how that text was read."""

from __future__ import annotations

from duly.codes.code import Code
from duly.diagnostics import Severity

READING: tuple[Code, ...] = (
    Code(
        "text-encoding",
        Severity.NOTE,
        "the contract's text is not UTF-8",
        "A contract comes as it was filed, so it is not refused for its encoding. It was read as UTF-16 where the file "
        "says so and as Windows-1252 otherwise. Fingerprints fold quotation marks and dashes, so the choice hardly "
        "matters; letters with accents do.",
        "a text file with the bytes 0x93 and 0x94 for quotation marks",
    ),
    Code(
        "text-empty",
        Severity.ERROR,
        "the contract's file holds no text",
        "There is nothing but white space, page breaks and page numbers in it. Name the file that holds the contract.",
        "duly text outline empty.txt",
    ),
    Code(
        "text-without-sections",
        Severity.WARNING,
        "no numbered section was found in the text",
        "Everything stands in `title`, `preamble` and under headings without a number. Sections are found by marks "
        "such as `4.`, `4.2`, `a.`, `(iv)`, `ARTICLE II` or `Section 4.2` at the beginning of a paragraph.",
        "duly text outline novel.txt",
    ),
    Code(
        "text-section-twice",
        Severity.WARNING,
        "a section's number stands twice in one document",
        "The second is called by its number with `#2`, so that both can be cited. In a contract it is most often a "
        "slip of the draft; in a copy, a paragraph that was moved or doubled.",
        "two paragraphs that begin with `4.2`",
    ),
    Code(
        "text-document-missing",
        Severity.ERROR,
        "the file does not hold the document that the agreement encodes",
        "`agreement.source` names a document by its title or by the name under which it is attached, in capitals or "
        "not.",
        "source: Supply Agreement",
    ),
    Code(
        "text-number-words",
        Severity.WARNING,
        "a number in words and the same number in digits disagree",
        "The contract itself is at odds. Usually the words prevail, but that is a reading; say so under `readings`.",
        "within thirty (60) days",
    ),
)

CLAIMS: tuple[Code, ...] = (
    Code(
        "text-not-as-reviewed",
        Severity.ERROR,
        "the contract's text is not the one that the rules were held against",
        "With `--text` the contract's words are shown beside the rules. Words that differ from those that were reviewed"
        " would lend a rule support that it does not have, so nothing is shown until they have been read again.",
        "`duly evaluate … --text` with a copy in which a `not` was lost",
    ),
    Code(
        "text-not-accepted",
        Severity.ERROR,
        "a fingerprint could not be written into the `text` section",
        "`duly text accept` changes nothing but fingerprints. Where the file would not say the same afterwards, or "
        "cannot be written, it is left as it is.",
        "a rule file that nobody may write",
    ),
    Code(
        "unit-unclaimed",
        Severity.WARNING,
        "no rule encodes a unit of the contract, and nothing says why",
        "Each unit is encoded by rules, or marked `no effect` or `not encoded` with the reason. A unit that is none of "
        "these has been forgotten.",
        "a sentence of section 4.2 that the `text` section does not name",
    ),
    Code(
        "unit-changed",
        Severity.WARNING,
        "the contract's words are not those that were reviewed",
        "The unit's fingerprint differs from the one in the `text` section. White space, page breaks and the shapes of "
        "quotation marks and dashes do not count, so words or punctuation have changed. Read the unit against its "
        "rules, then accept it.",
        "the text says `shall not`, and the reviewed copy said `shall`",
    ),
    Code(
        "unit-moved",
        Severity.WARNING,
        "the reviewed words stand at another place",
        "The fingerprint was found under another section or number. Mend the address in the `text` section.",
        "a sentence before it was taken out, so unit 3 is now unit 2",
    ),
    Code(
        "unit-gone",
        Severity.WARNING,
        "the contract has no such unit",
        "The `text` section names a section and number that the contract does not have, and the reviewed words stand "
        "nowhere else in the document.",
        "unit 4 of section 2.a, which has three sentences",
    ),
    Code(
        "unit-not-reviewed",
        Severity.WARNING,
        "a unit is claimed but has no fingerprint yet",
        "Nobody has said that they compared the rules with the words. After a person has, `duly text accept` writes "
        "it.",
        "a unit in the `text` section without `fingerprint`",
    ),
    Code(
        "unit-claimed-twice",
        Severity.ERROR,
        "the `text` section names a unit twice",
        "One line for each unit, with all the rules that encode it.",
        "two lines for section 4.2, unit 1",
    ),
    Code(
        "claim-without-account",
        Severity.ERROR,
        "a unit is named, but neither rules nor a reason are given for it",
        "Name the rules that encode it, or say `no effect` or `not encoded` with the reason.",
        "a unit in the `text` section with an empty list of rules",
    ),
    Code(
        "claim-of-unknown-rule",
        Severity.ERROR,
        "the `text` section names a rule that does not exist",
        "The rule was renamed or removed; what it encoded is not encoded now.",
        "encoded by `late_fees`, where the rule is called `late_credit`",
    ),
    Code(
        "figure-not-encoded",
        Severity.WARNING,
        "a figure, period or date of a unit is in no logic of the rules that encode it",
        "Each of them should be read by some rule. If one has no effect, `waives_figures` in the `text` section names "
        "it as the contract writes it, with the reason.",
        "the unit says `75 days` and its rules say 90",
    ),
    Code(
        "rule-cites-nothing",
        Severity.WARNING,
        "a rule does not say where in the contract it stands",
        "Give it a section, and the unit where a section has several.",
        "a duty without `cite`",
    ),
    Code(
        "citation-of-nothing",
        Severity.WARNING,
        "a rule cites a section or unit that the contract does not have",
        "Look the label up in `duly text outline`.",
        'cite: "4.7", where the contract ends with 4.5',
    ),
)

PROOFREADING: tuple[Code, ...] = (
    Code(
        "text-reference-nowhere",
        Severity.WARNING,
        "the contract refers to a section that it does not have",
        "A section was taken out or renumbered, or a number was left in a sentence when it was edited.",
        "subject to Section 9.7, where article 9 ends with 9.5",
    ),
    Code(
        "text-reference-elsewhere",
        Severity.NOTE,
        "the section that is referred to does not speak of the thing, and another does",
        "A hint: none of the telling words stands in that section, and one other section is headed with them; or the "
        "heading in parentheses, or the name of an attachment, is another one.",
        "the right to renew as set forth in Section 12, where 14 is headed Renewal",
    ),
    Code(
        "text-reference-outside",
        Severity.NOTE,
        "sections and attachments that are not in the file",
        "A hint, one for each document: what nobody can look up here, such as a section of an Act or of another "
        "agreement.",
        "Section 9 of the Loan Agreement",
    ),
    Code(
        "text-definition-elsewhere",
        Severity.WARNING,
        "a section is said to define a term and does not",
        "The term is defined in another section, under another name, in the plural only, or nowhere.",
        '"Price" has the meaning given in Section 4.1, which defines the Fee',
    ),
    Code(
        "text-term-twice",
        Severity.WARNING,
        "a term is defined twice",
        "Two definitions may differ, now or after the next amendment. A definition that only points to the other, or "
        "that says it holds for its own section, is none.",
        '(the "Act") in section 6 and again in section 7',
    ),
    Code(
        "text-term-undefined",
        Severity.WARNING,
        "a term is used and nowhere defined",
        "A capitalised phrase is used as a kind of thing or again and again, and no definition has it.",
        "within ten Business Days, without a definition of Business Day",
    ),
    Code(
        "text-term-outside",
        Severity.NOTE,
        "terms that are defined elsewhere than in this document",
        "A hint, one for each reason: another paper is said to define what is not defined here, another document of "
        "the file defines it, or the words are given to another paper.",
        "capitalized terms not defined herein have the meanings given in the Loan Agreement",
    ),
    Code(
        "text-name-unexplained",
        Severity.NOTE,
        "names that the contract does not explain",
        "A hint, one for each document: laws by a short name, rules, forms, markets and offices.",
        "the Exchange Act, where no Act is named in full",
    ),
    Code(
        "text-term-unused",
        Severity.WARNING,
        "a term is defined and never used",
        "What was said with it was taken out, or was said with another word. A heading is no use, nor is the sentence "
        "that defines it.",
        '"Purpose" in the recitals, and nowhere else',
    ),
    Code(
        "text-term-circular",
        Severity.WARNING,
        "a term is defined by itself",
        "The definition begins with the term, so that it says nothing.",
        '"Notice" means a Notice in writing',
    ),
    Code(
        "text-term-number",
        Severity.NOTE,
        "a term is used in the singular, and only its plural is defined",
        "A hint, one for each document that has no clause on singular and plural.",
        'a Security, where "Securities" means all of them together',
    ),
    Code(
        "text-term-capitals",
        Severity.NOTE,
        "a term is written with other capitals than its definition has",
        "A hint, one for each term: a term of several words, or this paper's own name, in small letters where it reads "
        "as the term; or a word with a capital once and small letters everywhere else.",
        'such delivery note, where "Delivery Note" is defined',
    ),
    Code(
        "text-numbering",
        Severity.WARNING,
        "a list or a series of sections leaves out a number, or has it twice",
        "An item was taken out or added, and what refers to those behind it may be wrong now. Sections are counted, "
        "and marks in running text, and `first`, `second` and so on.",
        "(a) flour; (c) salt",
    ),
    Code(
        "text-words-twice",
        Severity.WARNING,
        "a word, phrase or number stands twice in a row",
        "A slip of editing. Words with a comma between them are not meant.",
        "and ending on and ending on the day",
    ),
    Code(
        "text-item-twice",
        Severity.WARNING,
        "an item or a sentence stands twice in one list or section",
        "Either it is there once too often, or one of the two should be another. A long name and the short one that is "
        "given to it count as the same words. Lists between commas count as well.",
        "(a) flour from Maine; (b) flour from Maine",
    ),
    Code(
        "text-periods-differ",
        Severity.NOTE,
        "two periods are given for what reads as the same act",
        "A hint: the same word stands before both, and the same event after both. Both may be meant.",
        "revoke within 7 days after signing, and revocation in the eight days after signing",
    ),
    Code(
        "text-dates-differ",
        Severity.NOTE,
        "two dates are given for what reads as the same act",
        "A hint: the same words stand before both, or a date beside a signature is not the one in the clause above it. "
        "Both may be meant.",
        "moves out by May 1, and shall move out by May 15",
    ),
)

TEXT: tuple[Code, ...] = READING + CLAIMS + PROOFREADING
