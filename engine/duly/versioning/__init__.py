"""What git and duly do for each other: differences and merges of rule files by meaning, and how git is told."""
