"""``huitoukan kinds``: what each sheet of a folder is taken for, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from huitoukan.cli.check import Folder, Mapping, Policy, Strict
from huitoukan.cli.progress import show_progress
from huitoukan.cli.session import UNUSED_FILES, Session
from huitoukan.cli.wording import Command
from huitoukan.messages import say
from huitoukan.policy import Pack, load_pack

if TYPE_CHECKING:
    from huitoukan.engine.results import KindGuess, SheetReport

NEAREST = 3


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("kinds", cls=Command, help="cli.help_kinds")(show_kinds)


def show_kinds(
    context: typer.Context, folder: Folder, policy: Policy = None, mapping: Mapping = None, strict: Strict = False
) -> int:
    """Reads the folder and says what it found in each sheet."""
    from huitoukan.engine.sheets import load_mapping, read_folder
    from huitoukan.engine.workplace import workplace

    session: Session = context.obj
    pack = load_pack(policy)
    with workplace() as work, show_progress(session) as progress:
        known = load_mapping(mapping) if mapping else None
        sheets = read_folder(folder, pack=pack, work=work, mapping=known, progress=progress, exclude=None)
    for report in sheets.sheets:
        _say_sheet(session, pack, report)
    unused = [file for file in sheets.files if file.problem is not None]
    for file in unused:
        session.tell(file.file, "bold red")
        session.tell(f"  {file.problem.text(session.lang)}" if file.problem else "")
    left_out = bool(unused) or sheets.mapping_draft is not None
    return UNUSED_FILES if strict and left_out else 0


def _say_sheet(session: Session, pack: Pack, report: SheetReport) -> None:
    named = report.sheet not in ("", Path(report.file).stem)
    place = session.text("kinds_sheet", file=report.file, sheet=report.sheet) if named else report.file
    session.tell(place, "bold")
    taken = next((guess for guess in report.guesses if guess.kind == report.kind), None)
    if report.kind is not None:
        title = pack.kind_title(report.kind)
        session.tell(
            f"  {session.text('kinds_taken', title=title, row=report.header_row, rows=report.rows_read)}", "green"
        )
    for message in [*([report.note] if report.note else []), *report.warnings]:
        session.tell(f"  {message.text(session.lang)}", "yellow")
    if taken is not None:
        _say_guess(session, pack, taken)
    nearest = [guess for guess in report.guesses if guess is not taken and guess.score > 0][:NEAREST]
    for guess in nearest:
        session.tell(
            f"  {session.text('kinds_near', title=pack.kind_title(guess.kind), score=f'{guess.score:.2f}')}", "dim"
        )
        if taken is None:
            _say_guess(session, pack, guess)
    session.tell()


def _say_guess(session: Session, pack: Pack, guess: KindGuess) -> None:
    """The reasons for a guess: columns that fit, required ones that are missing, headers nobody claims."""
    fields = pack.kinds[guess.kind].fields
    titles = {name: fields[name].title if name in fields else name for name in (*guess.matched, *guess.missing)}
    fitting = [
        titles[name] if titles[name] == header else say("cli.kinds_column", title=titles[name], header=header)
        for name, header in guess.matched.items()
    ]
    lines = (
        ("kinds_score", f"{guess.score:.2f}"),
        ("kinds_matched", fitting),
        ("kinds_missing", [titles[name] for name in guess.missing]),
        ("kinds_unmatched", guess.unmatched),
    )
    for key, text in lines:
        if text:
            session.tell(f"    {session.text(key, text=text)}")
