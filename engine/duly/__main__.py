"""`python -m duly` is the command `duly`."""

from __future__ import annotations

from duly.cli import main

if __name__ == "__main__":
    main()
