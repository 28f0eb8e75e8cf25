"""The commands that git calls: for differences, for the text of a file, and for merges.

In: the words that git gives. Out: what git shows or takes over. The one idea: git waits and gives up on a driver that
fails, so each always gives something that is right: where nothing better can be had, what git would have done itself.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from duly import git
from duly.cli.merge import tell_merge
from duly.cli.terminal import columns, put

FINDINGS = 1
_CONTEXT = {"ignore_unknown_options": True}


@click.command("git-diff-driver", context_settings=_CONTEXT, add_help_option=False)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def git_diff_driver(words: tuple[str, ...]) -> None:
    """What a change of one file means; git calls it with path, old file, hex and mode, new file, hex and mode."""
    try:
        _say(_shown(git.file_diff(words), words))
    except Exception as failure:  # git would stop in the middle of its output
        _say(_shown(git.plain_diff(words, f"This could not be compared by meaning: {failure!r}."), words))


def _shown(found: git.FileDiff | None, words: tuple[str, ...]) -> str:
    from duly.report.git_diff_text import render

    return render(found, columns(), _in_color()) if found else f"* Unmerged path {' '.join(words[:1])}\n"


def _say(text: str) -> None:
    """Writes the text, as far as anyone reads it."""
    try:
        put(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _in_color() -> bool:
    """Whether git would use colour here: on a terminal or in its pager, unless its settings say otherwise."""
    if os.environ.get("NO_COLOR") or not (sys.stdout.isatty() or os.environ.get("GIT_PAGER_IN_USE")):
        return False
    return git.answer("config", "--get-colorbool", "color.diff", "true") == "true"


@click.command("git-textconv", add_help_option=False)
@click.argument("file", type=click.UNPROCESSED)
def git_textconv(file: str) -> None:
    """A file as git's own differences show it: in its one layout, or as it is."""
    data = Path(file).read_bytes()
    try:
        shown = git.laid_out(data)
    except Exception:  # git would not show the file at all
        shown = data
    click.echo(shown, nl=False)


@click.command("git-merge-driver", add_help_option=False)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def git_merge_driver(words: tuple[str, ...]) -> None:
    """Merges %O, %A and %B into %A; the words are %O %A %B %L %P and, of newer versions of git, %S %X %Y."""
    base, ours, theirs, size, path, *labels = words
    style = git.Style(
        _labels(labels),
        int(size) if size.isdigit() else git.Style().marker,
        (git.answer("config", "merge.conflictStyle") or "").endswith("diff3"),
    )
    try:
        found = git.merge_for_git(base, ours, theirs, path, style)
    except Exception as failure:  # git would take ours for the result
        click.echo(f"duly: {path}: could not be merged by rule and key: {failure!r}", err=True)
        found = git.merge_plainly(base, ours, theirs, style)
    Path(ours).write_bytes(found.merge.data)
    tell_merge(found, path)
    if not found.is_clean:
        raise click.exceptions.Exit(FINDINGS)


def _labels(given: list[str]) -> tuple[str, str, str]:
    """What the versions are called; an older git leaves the signs for it as they are."""
    padded = (*given, "", "", "")
    base, ours, theirs = ("" if label.startswith("%") else label for label in padded[:3])
    return base or "base", ours or "ours", theirs or "theirs"
