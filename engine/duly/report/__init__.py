"""See the module docstrings of this layer; ARCHITECTURE.md has the whole."""
