"""The command `duly`: which commands there are, and what they have in common.

In: the words of the command line. Out: what the command does. The one idea: the table below is all that is known of a
command until it is called, so that nobody waits for the imports of another.
"""

from __future__ import annotations

import sys
from difflib import get_close_matches
from importlib import import_module
from io import TextIOWrapper

import click

COMMANDS = {
    "evaluate": ("duly.cli.evaluate", "Who must, may and must not do what, by when, on given facts."),
    "explain": ("duly.cli.explain", "Why something is so, or is not so, down to the facts."),
    "check": ("duly.cli.check", "Everything that can be said of rules, fact sets and scenarios."),
    "test": ("duly.cli.test", "Run the scenarios; show what was expected, what came, and why."),
    "new": ("duly.cli.new", "A folder with rule files to begin with, laid out by the contract's text."),
    "fmt": ("duly.cli.fmt", "The one layout of rule files; nothing that they say changes."),
    "diff": ("duly.cli.diff", "What a change of rules means, for whom, and on which facts it shows."),
    "impact": ("duly.cli.impact", "The same fact sets under two versions: which outcomes are other ones."),
    "merge": ("duly.cli.merge", "Three versions of a rule file become one, rule by rule and key by key."),
    "git-setup": ("duly.cli.git_setup", "Let git show and merge rule files by what they mean; or no longer."),
    "text": ("duly.cli.text", "The contract's own words: outline, what of them is encoded, its own faults."),
    "facts": ("duly.cli.facts", "A fact set to fill in, or the schema of one."),
    "codes": ("duly.cli.codes", "What a diagnostic means."),
}
"""The commands: the module that each stands in, and one line of help."""
DRIVERS = dict.fromkeys(("git-diff-driver", "git-textconv", "git-merge-driver"), "duly.cli.git_drivers")
"""The commands that git calls, which nobody types: the module that each stands in."""


class Commands(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order of their use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or None."""
        if cmd_name not in COMMANDS and cmd_name not in DRIVERS:
            return None
        module = DRIVERS.get(cmd_name) or COMMANDS[cmd_name][0]
        found = getattr(import_module(module), cmd_name.replace("-", "_"))
        assert isinstance(found, click.Command), f"{cmd_name} is not a command"
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with their lines of help, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, said) for name, (_, said) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names; for a word that names none, the one that was probably meant."""
        if args and args[0] not in COMMANDS and args[0] not in DRIVERS:
            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f"did you mean `{near[0]}`?" if near else f"the commands are {', '.join(COMMANDS)}"
            ctx.fail(f"there is no command `{args[0]}`\nHint: {hint}")
        return super().resolve_command(ctx, args)


EXAMPLE = """\b
For example:
    duly evaluate supply --facts facts.json --as-of 2001-12-01
"""


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, epilog=EXAMPLE)
@click.version_option(package_name="duly", message="duly %(version)s")
def duly() -> None:
    """Evaluate contracts that are written as data: who must, may and must not do what, by when, and why.

    AGREEMENT is a folder of rule files, or an id found under rules/ or among the agreements that come with duly.

    \b
    Exit status: 0 fine, 1 findings or failed scenarios, 2 wrong usage, 3 rules, facts or
    scenarios do not load, 4 the answer that was asked for is undetermined.
    """


def main() -> None:
    """Runs the command; whatever the system's own encoding, what is written is UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    duly(prog_name="duly")
