"""duly evaluates contracts that are written as data; this is its public API."""

from __future__ import annotations
