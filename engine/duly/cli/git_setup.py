"""`duly git-setup`: git shows and merges rule files with duly."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from duly import git
from duly.cli.terminal import put, tell

FINDINGS = 1
WRONG_USAGE = 2
EXAMPLE = """\b
For example:
    duly git-setup
    git diff rules
"""


@click.command("git-setup", epilog=EXAMPLE)
@click.option("--user", "is_user", is_flag=True, help="For all of your repositories.")
@click.option("--repo", "is_repo", is_flag=True, help="For the repository of this folder; so without either.")
@click.option("--undo", "is_undo", is_flag=True, help="Take away what this command wrote, and nothing else.")
def git_setup(is_user: bool, is_repo: bool, is_undo: bool) -> None:
    """Tell git to show changes of rule files by what they mean, and to merge them by rule and key.

    Each line that is written is shown: settings of git, and the lines in .gitattributes (with --user, in your file of
    attributes) that name the files, rules/**/*.yaml and rules/**/*.yml. The status is 1 where something is left to do,
    because a setting of the same name is not of duly and stays, or git refuses to write; 2 outside of a work tree,
    unless with --user.
    """
    if is_user and is_repo:
        raise click.UsageError("--user and --repo exclude each other")
    found = git.set_up("global" if is_user else "local", program(), is_undo)
    put("".join(f"{step.verb:<13} {step.place}: {step.line}\n" for step in found.steps))
    tell(found.diagnostics)
    if any(each.code == "not-a-repository" for each in found.diagnostics):
        raise click.exceptions.Exit(WRONG_USAGE)
    if found.diagnostics:
        raise click.exceptions.Exit(FINDINGS)


def program() -> tuple[str, ...]:
    """How this duly is called from anywhere; never as a module that the folder of a repository could hold."""
    called = Path(sys.argv[0])
    if called.stem == "duly":
        found = shutil.which(str(called.absolute())) or shutil.which("duly")
        if found is not None:
            return (Path(found).absolute().as_posix(),)
    return (Path(sys.executable).as_posix(), "-P", "-m", "duly")
