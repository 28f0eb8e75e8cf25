"""A fingerprint of a unit's words.

In: the words. Out: 16 hexadecimal digits. The one idea: the fingerprint is of what the contract says and not of how
it is set. White space, the shapes of quotation marks, apostrophes and dashes, ligatures, soft hyphens and a break
after a hyphen are folded away; letters, capitals, digits and punctuation are kept. So a copy that is wrapped anew has
the same fingerprint and one in which a "not" was lost has another. 64 bits of a SHA-256: it guards against slips, and
whoever could build a collision could as well change the rules.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
    }
)
_TEX_QUOTES = re.compile(r"''")
_RULE = re.compile(r"[-_=~]{4,}")
_DASHES = re.compile(r" ?-[- ]*")
_SPACE = re.compile(r"\s+")


def folded(words: str) -> str:
    """The words with everything folded that is layout or typography."""
    if not words.isascii():
        words = unicodedata.normalize("NFKC", words.translate(_FOLDED)).translate(_FOLDED)
    words = _TEX_QUOTES.sub('"', words.replace("`", "'"))
    return _DASHES.sub("-", _SPACE.sub(" ", _RULE.sub(" ", words))).strip()


def fingerprint(words: str) -> str:
    """The fingerprint of the words of a unit."""
    return hashlib.sha256(folded(words).encode("utf-8", "surrogatepass")).hexdigest()[:16]
