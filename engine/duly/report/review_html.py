"""A review as a page for a browser.

In: reviews. Out: one HTML document that needs nothing else. The one idea: the page is text with headings, lists and
tables, so it reads the same without its style; it holds no script and asks the browser to load none, and every word
that comes from a file is escaped in the one place where words enter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from duly.comparison.changes import LEVELS, Change
from duly.comparison.reviewing import Review
from duly.report.left_out import left_out
from duly.report.review_text import HEADINGS, counted, judged, place, shown, verdict
from duly.report.visible import visible

_STYLE = """\
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --gone: #b3261e; --come: #1b7f3b }
@media (prefers-color-scheme: dark) { :root { --gone: #f2b8b5; --come: #8fd8a6 } }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
h1 { font-size: 1.4rem } h2 { font-size: 1.2rem; margin-top: 2.5rem } h3 { font-size: 1.05rem; margin-top: 2rem }
.verdict { font-size: 1.1rem; font-weight: 600 }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top }
article { border: 1px solid var(--line); border-radius: .4rem; margin: 1rem 0; padding: .2rem 1rem .6rem }
article h4 { font-size: 1rem; margin: .6rem 0 }
dl { display: grid; grid-template-columns: 9rem 1fr; gap: .25rem 1rem; margin: 0 }
dt { opacity: .7 } dd { margin: 0; overflow-wrap: anywhere }
del { color: var(--gone) } ins { color: var(--come); text-decoration: none }
code { background: var(--soft); padding: 0 .2rem }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render_html(reviews: Sequence[Review], old: str, new: str) -> str:
    """The page."""
    title = _text(f"{old} → {new}")
    rows = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>",
        f'<h1>{title}</h1>\n<p class="verdict">{_text(_sentence(counted(reviews)))}</p>',
    ]
    changed = [review for review in reviews if review.changes]
    for number, review in enumerate(changed, 1):
        rows += _review(review, number, is_one=len(reviews) == 1)
    same = [review.new for review in reviews if not review.changes]
    if same and len(reviews) > 1:
        rows.append(f"<h2>Without changes of meaning or wording</h2>\n<ul>{_items(same)}</ul>")
    return "\n".join([*rows, "</main>\n</body>\n</html>"]) + "\n"


def _review(review: Review, number: int, is_one: bool) -> Iterator[str]:
    if not is_one:
        yield f"<section>\n<h2>{_text(f'{review.old} → {review.new}')}</h2>\n<p>{_text(_sentence(verdict(review)))}</p>"
    yield from (f"<p>{_text(said)}</p>" for said in left_out(review))
    yield from _table(review, number)
    for level in LEVELS:
        changes = [change for change in review.unaccepted if change.level == level]
        if changes:
            yield f"<h3>{HEADINGS[level]}</h3>"
            yield from (_change(change, review, number) for change in changes)
    accepted = [change for change in review.changes if change.fingerprint in review.accepted]
    if accepted:
        yield "<h3>Accepted</h3>"
        yield from (_change(change, review, number) for change in accepted)
    if not is_one:
        yield "</section>"


def _table(review: Review, number: int) -> Iterator[str]:
    """What is or may be of substance at a glance, each row leading to its change."""
    weighty = [change for change in review.unaccepted if change.level in ("substance", "unclear")]
    if weighty:
        yield "<table>\n<thead><tr><th>section</th><th>what changes</th><th>for whom</th></tr></thead>\n<tbody>"
        for change in weighty:
            for_whom = judged(change) if change.level == "substance" else "Perhaps of substance."
            says = f'<a href="#{_anchor(change, number)}">{_text(change.says)}</a>'
            yield f"<tr><td>{_text(change.cite)}</td><td>{says}</td><td>{_text(for_whom)}</td></tr>"
        yield "</tbody>\n</table>"


def _change(change: Change, review: Review, number: int) -> str:
    section = f"[{change.cite}] " if change.cite else ""
    rows = [_row("rule", _text(place(change))), _row("level", change.level)]
    if change.party:
        rows.append(_row("party", _text(change.party.replace("_", " "))))
    rows.append(_row("before", f"<del>{_text(change.before)}</del>" if change.before else "nothing"))
    rows.append(_row("after", f"<ins>{_text(change.after)}</ins>" if change.after else "nothing"))
    if change.note:
        rows.append(_row("note", _text(change.note)))
    if change.level == "substance":
        rows.append(_row("for whom", _text(judged(change))))
        if not review.is_one_sided:
            rows.append(_row("on facts", _text(shown(change, review))))
    if change.fingerprint in review.accepted:
        rows.append(_row("accepted", _text(review.accepted[change.fingerprint].why)))
    if change.span is not None:
        rows.append(_row("file", _text(f"{change.span.source.name}:{change.span.position.line}")))
    rows.append(_row("fingerprint", f"<code>{change.fingerprint}</code>"))
    head = f'<article id="{_anchor(change, number)}">\n<h4>{_text(section + change.says)}</h4>'
    return "\n".join([head, "<dl>", *rows, "</dl>\n</article>"])


def _row(name: str, html: str) -> str:
    return f"<dt>{name}</dt><dd>{html}</dd>"


def _anchor(change: Change, number: int) -> str:
    return f"change-{number}-{change.fingerprint}"


def _items(words: Sequence[str]) -> str:
    return "".join(f"<li>{_text(word)}</li>" for word in words)


def _sentence(said: str) -> str:
    return f"{said[:1].upper()}{said[1:]}."


def _text(text: str) -> str:
    """Words from a file as text of the page."""
    return escape(visible(" ".join(text.split())))
