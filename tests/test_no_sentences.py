"""The project does not contain the contracts' sentences: no run of more than eight of their words stands in any file.

Words are compared in lower case and without punctuation, so quoting, wrapping, comment signs and string quotes between
two words hide nothing. A run of numbers alone (a table of dates or amounts) is nobody's sentence.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from folders import project_files, shown, text_of

LONGEST = 8
"""Words in a row that may agree with a contract."""


def words(text: str) -> list[str]:
    """A text's words, folded: `Dr. Foster's $256,781.20` gives `dr`, `fosters`, `25678120`."""
    folded = unicodedata.normalize("NFKC", text).lower().replace("\\n", " ")
    joined = re.sub(r"(?<=[a-z0-9])['\u2019.,](?=[a-z0-9])", "", folded)
    return re.findall(r"[^\W_]+", joined)


def windows(of: list[str]) -> set[tuple[str, ...]]:
    """Every run of one word too many."""
    size = LONGEST + 1
    return {tuple(of[at : at + size]) for at in range(len(of) - size + 1)}


def copied(text: str, source: set[tuple[str, ...]]) -> list[str]:
    """The runs of a text that stand in the source, each at its full length, numbers aside."""
    mine, size = words(text), LONGEST + 1
    runs: list[str] = []
    end = 0
    for at in range(len(mine) - size + 1):
        window = mine[at : at + size]
        if tuple(window) not in source or all(word.isdigit() for word in window):
            continue
        if at < end:
            runs[-1] += "".join(f" {word}" for word in mine[end : at + size])
        else:
            runs.append(" ".join(window))
        end = at + size
    return runs


def test_no_file_holds_a_sentence_of_a_contract(contracts_folder: Path) -> None:
    texts = sorted(contracts_folder.rglob("*.txt"))
    assert texts, f"no contract in {contracts_folder}"
    source = set[tuple[str, ...]]().union(*(windows(words(text_of(file))) for file in texts))
    found = [f"{shown(file)}: {run}" for file in project_files() for run in copied(text_of(file), source)]
    assert not found, "\n".join(["", *found])


SOURCE = windows(
    words("The Buyer shall, within thirty (30) days of receipt, return the signed form; 1 2 3 4 5 6 7 8 9 10.")
)


def test_a_copied_run_is_found_whatever_stands_between_its_words() -> None:
    text = '# the buyer SHALL within\n# "thirty" 30\n#   days-of receipt,\\nreturn it'
    assert copied(text, SOURCE) == ["the buyer shall within thirty 30 days of receipt return"]


def test_eight_words_are_allowed_and_so_are_numbers() -> None:
    assert copied("the buyer shall within thirty 30 days of a year", SOURCE) == []
    assert copied("1, 2, 3, 4, 5, 6, 7, 8, 9, 10", SOURCE) == []


def test_words_are_folded() -> None:
    assert words("Dr. Foster\u2019s $256,781.20 (2.a)") == ["dr", "fosters", "25678120", "2a"]
