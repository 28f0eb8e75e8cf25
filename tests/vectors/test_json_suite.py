"""The JSON parsing test suite: `n_` refused, `y_` read, `i_` either, and none crashes. `pytest -rP` shows the score."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from files.trees import plain

from duly.codes import CODES
from duly.files import decode
from duly.model.json_tree import load_json
from duly.source import Source

DUPLICATE_KEYS = {"y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"}
LEFT_OUT_FOR_SIZE = {
    "n_structure_100000_opening_arrays.json": b"[" * 100_000,
    "n_structure_open_array_object.json": b'[{"":' * 50_000 + b"\n",
}


def load(name: str, data: bytes) -> tuple[object, list[str]]:
    """The value of a file, or None, and the codes of its faults."""
    source = decode(data, name)
    if not isinstance(source, Source):
        return None, [source.code]
    node, found = load_json(source)
    assert (node is None) == bool(found)
    return (None if node is None else [plain(node)]), [each.code for each in found]


def verdict(name: str, data: bytes) -> str:
    value, codes = load(name, data)
    assert set(codes) <= CODES.keys()
    if name[0] == "y" and value is not None:
        json.loads(data)  # what the standard library refuses would be no `y_`
    state = "read" if value is not None else "refused"
    if name in DUPLICATE_KEYS:
        return "y_ with a key twice, refused" if codes == ["duplicate-key"] else f"WRONG: {name} {state} {codes}"
    if (name[0], state) in (("n", "read"), ("y", "refused")):
        return f"WRONG: {name} {state} {codes}"
    return f"{name[0]}_ {state}"


def test_every_file_of_the_suite(vectors_folder: Path) -> None:
    folder = vectors_folder / "json_test_suite" / "test_parsing"
    files = {file.name: file.read_bytes() for file in sorted(folder.iterdir())} | LEFT_OUT_FOR_SIZE
    score = Counter(verdict(name, data) for name, data in files.items())
    print(*(f"{number:4} {name}" for name, number in sorted(score.items())), sep="\n")
    assert not [name for name in score if name.startswith("WRONG")]
    assert (score["n_ refused"], score["y_ read"], score["y_ with a key twice, refused"]) == (188, 93, 2)
    assert score["i_ read"] + score["i_ refused"] == 35


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("number_1.000000000000000005.json", ["1.000000000000000005"]),
        ("number_10000000000000000999.json", ["10000000000000000999"]),
        ("number_1e-999.json", ["1E-999"]),
        ("number_-9223372036854775809.json", ["-9223372036854775809"]),
        ("string_with_escaped_NULL.json", ["A\0B"]),
        ("object_key_nfc_nfd.json", {"\u00e9": "NFC", "e\u0301": "NFD"}),
        ("object_same_key_different_values.json", None),
        ("object_same_key_same_value.json", None),
        ("string_1_escaped_invalid_codepoint.json", None),
        ("string_1_invalid_codepoint.json", None),
    ],
)
def test_what_other_parsers_change_is_kept_or_refused(vectors_folder: Path, name: str, expected: object) -> None:
    value, _ = load(name, (vectors_folder / "json_test_suite" / "test_transform" / name).read_bytes())
    assert value == (None if expected is None else [expected])
