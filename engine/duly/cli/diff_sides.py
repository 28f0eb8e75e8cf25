"""What `duly diff` compares, and how it writes what it found.

In: the words of the command line. Out: `Reviews`, and one string in the form asked for. The one idea: two named sides
are the case of several agreements that has one, so everything after this is said once.
"""

from __future__ import annotations

import click

from duly import versions
from duly.cli.terminal import columns, in_color

FORMS = ("text", "json", "markdown", "html", "github", "sarif")


def compared(
    names: tuple[str, ...], against: str | None, cached: bool, facts: tuple[str, ...], with_facts: bool = True
) -> versions.Reviews:
    """The reviews of what is named; ends the command where that cannot be meant."""
    if against is None and not cached:
        if len(names) != 2:
            raise click.UsageError(_usage(names))
        found = versions.review(names[0], names[1], facts, with_facts)
        return versions.Reviews(names[0], names[1], (found,), found.diagnostics)
    revision = against if against is not None else ""
    if against is not None and not against.strip():
        raise click.UsageError(
            "--against needs a revision\nHint: HEAD is the last commit, main a branch, index what is staged"
        )
    if cached and (versions.is_range(revision) or revision == "index"):
        raise click.UsageError("--cached compares one revision with what is staged\nHint: leave --cached out")
    return versions.against(revision, names, facts, cached, with_facts)


def _usage(names: tuple[str, ...]) -> str:
    hint = "the forms are duly diff OLD NEW and duly diff --against REV [AGREEMENT ...]"
    match names:
        case ():
            return f"say what to compare\nHint: {hint}"
        case (name,):
            return f"`{name}` alone cannot be compared\nHint: {hint}; REV may be HEAD, the last commit"
        case _:
            return f"two versions are compared, and {len(names)} are named\nHint: {hint}"


def rendered(found: versions.Reviews, form: str, fail_on: str | None, color: bool | None, is_whole: bool) -> str:
    """The report; `is_whole` is that of all agreements between two ends."""
    one = found.reviews[0] if not is_whole else None
    match form:
        case "json":
            from duly.report import review_json

            return review_json.render_json(one) if one else review_json.render_all(found.reviews, found.old, found.new)
        case "markdown":
            from duly.report import review_markdown as markdown

            return markdown.render_markdown(one) if one else markdown.render_all(found.reviews, found.old, found.new)
        case "html":
            from duly.report import review_html

            return review_html.render_html(found.reviews, found.old, found.new)
        case "github":
            from duly.report import review_github

            return review_github.render_github(found.reviews, fail_on)
        case "sarif":
            from duly.report import review_sarif

            return review_sarif.render_sarif(found.reviews, fail_on)
        case _:
            from duly.report import review_text, reviews_text

            if one:
                return review_text.render_text(one, columns(), in_color(color))
            return reviews_text.render_all(found.reviews, found.old, found.new, columns(), in_color(color))
