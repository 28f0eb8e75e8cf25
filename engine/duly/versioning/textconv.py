"""A rule file as git's own differences are to show it.

In: the bytes of a file. Out: the same in its one layout, or as they are where they cannot be read. The one idea: layout
is no change, so two versions that differ only in it are the same lines; comments and every word stay. Of what is no
text its size and fingerprint are shown, since git takes whatever comes from here for text.
"""

from __future__ import annotations

import hashlib

from duly.files import decode
from duly.limits import DRIVER_BYTES
from duly.model.layout import lay_out
from duly.source import Source


def laid_out(data: bytes) -> bytes:
    """The bytes of the file laid out, or as they are."""
    if b"\0" in data:
        return f"no text: {len(data)} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}\n".encode()
    source = decode(data, "file", DRIVER_BYTES)
    text = lay_out(source)[0] if isinstance(source, Source) else None
    return text.encode("utf-8") if text is not None else data
