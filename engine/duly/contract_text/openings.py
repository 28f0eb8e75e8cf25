"""The words with which parts of a contract begin that have no number.

In: nothing. Out: patterns, each to be matched at the beginning of a paragraph. The one idea: recitals, the words of
agreement, the witness clause, signatures and the notary's certificate are known by their first words in any contract.
"""

from __future__ import annotations

import re

PREAMBLE = re.compile(
    r"(?:this|the)\b.{0,120}?\b(?:agreement|deed|contract|lease|note|guaranty|guarantee|amendment|plan|warrant)\b"
    r".{0,200}?\b(?:made|entered|dated|effective|between|among)\b",
    re.IGNORECASE | re.DOTALL,
)
WITNESS = re.compile(r"(?:in|as) witness\b", re.IGNORECASE)
SIGNED = re.compile(
    r"(?:signed|executed)\s+(?:as a deed|by|for and on behalf|on behalf|and delivered)\b|by:|/s/|signature\b",
    re.IGNORECASE,
)
NOTARY = re.compile(
    r"(?:state|commonwealth|province) of\b.{0,40}\)|.{0,80}\backnowledged before me|subscribed and sworn", re.I
)
SIGNER = re.compile(r"/s/|by:", re.IGNORECASE)
RECITAL = re.compile(r"whereas\b", re.IGNORECASE)
COVENANTS = re.compile(r"now,? therefore\b", re.IGNORECASE)
DEFINITION = re.compile(
    r"[\"“][^\"”]{1,80}[\"”]\s+(?:means|shall mean|has the|have the|shall have the|includes|refers)\b"
)
MARKDOWN = re.compile(r"#{1,6}\s+")
BULLET = re.compile(r"[-*•·▪]\s+")
