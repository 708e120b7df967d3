"""``huitoukan check``: a folder of spreadsheets in, workbooks and a page out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from huitoukan.cli.progress import show_progress
from huitoukan.cli.session import UNUSED_FILES, Session
from huitoukan.cli.values import read_day, read_memory, read_settings
from huitoukan.cli.wording import Command
from huitoukan.policy import load_pack

Folder = Annotated[Path, typer.Argument(help="cli.help_folder", metavar="FOLDER")]
AsOf = Annotated[str, typer.Option("--as-of", help="cli.help_as_of", metavar="DATE")]
Policy = Annotated[Path | None, typer.Option("--policy", help="cli.help_policy", metavar="DIR")]
Settings = Annotated[list[str] | None, typer.Option("--set", help="cli.help_set", metavar="NAME=VALUE")]
Mapping = Annotated[Path | None, typer.Option("--mapping", help="cli.help_mapping", metavar="FILE")]
Decisions = Annotated[list[Path] | None, typer.Option("--decisions", help="cli.help_decisions", metavar="FILE")]
Exemptions = Annotated[list[Path] | None, typer.Option("--exemptions", help="cli.help_exemptions", metavar="FILE")]
Since = Annotated[Path | None, typer.Option("--since", help="cli.help_since", metavar="DIR")]
Out = Annotated[Path, typer.Option("--out", help="cli.help_out", metavar="DIR")]
Memory = Annotated[str | None, typer.Option("--memory", help="cli.help_memory", metavar="3GB")]
Threads = Annotated[int | None, typer.Option("--threads", help="cli.help_threads", metavar="N", min=1)]
Engine = Annotated[str, typer.Option("--engine", help="cli.help_engine", metavar="duckdb|spark")]
Master = Annotated[str | None, typer.Option("--master", help="cli.help_master", metavar="URL")]
Shared = Annotated[str | None, typer.Option("--shared", help="cli.help_shared", metavar="DIR|URL")]
Strict = Annotated[bool, typer.Option("--strict", help="cli.help_strict")]
FullIds = Annotated[bool, typer.Option("--full-ids", help="cli.help_full_ids")]


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("check", cls=Command, help="cli.help_check")(check)


def check(
    context: typer.Context,
    folder: Folder,
    as_of: AsOf,
    policy: Policy = None,
    settings: Settings = None,
    mapping: Mapping = None,
    decisions: Decisions = None,
    exemptions: Exemptions = None,
    since: Since = None,
    out: Out = Path("out"),
    memory: Memory = None,
    threads: Threads = None,
    engine: Engine = "duckdb",
    master: Master = None,
    shared: Shared = None,
    full_ids: FullIds = False,
    strict: Strict = False,
) -> int:
    """Runs the engine, writes the outputs, says how it went; when strict, the exit code says if a file was left out."""
    from huitoukan.cli.closing import say_closing
    from huitoukan.engine import backends, outputs
    from huitoukan.engine.run import check as judge
    from huitoukan.engine.workplace import workplace

    session: Session = context.obj
    day, parameters, limit = read_day(as_of), read_settings(settings or ()), read_memory(memory)
    outputs.refuse_foreign(out, inputs=folder)
    pack = load_pack(policy)
    earlier = outputs.read_earlier(since, as_of=day) if since else None
    with workplace() as work, show_progress(session) as progress:
        result = judge(
            folder,
            as_of=day,
            policy=policy,
            parameters=parameters,
            mapping=mapping,
            decisions=decisions or (),
            exemptions=exemptions or (),
            memory=limit,
            threads=threads,
            engine=engine,
            master=master or backends.LOCAL,
            shared=shared,
            work=work,
            exclude=out,
            progress=progress,
        )
        outputs.write(result, out, pack=pack, lang=session.lang, full_ids=full_ids, earlier=earlier, progress=progress)
    all_used = say_closing(session, result, pack, out)
    return UNUSED_FILES if strict and not all_used else 0
