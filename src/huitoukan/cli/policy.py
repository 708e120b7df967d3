"""``huitoukan policy``: looks at a policy pack: are there mistakes, which rules, what does one mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from huitoukan.cli.check import Policy
from huitoukan.cli.session import Session
from huitoukan.cli.values import read_day
from huitoukan.cli.wording import Command, Group
from huitoukan.messages import say
from huitoukan.policy import explain, load_pack, parameters_on
from huitoukan.policy.parameters import plain

PackFolder = Annotated[Path, typer.Argument(help="cli.help_pack", metavar="DIR")]
RuleId = Annotated[str, typer.Argument(help="cli.help_rule", metavar="RULE")]
Day = Annotated[str | None, typer.Option("--as-of", help="cli.help_policy_as_of", metavar="DATE")]


def add_to(app: typer.Typer) -> None:
    """Adds the command and those below it."""
    below = typer.Typer(name="policy", cls=Group, help="cli.help_policy_group", no_args_is_help=True)
    below.command("check", cls=Command, help="cli.help_policy_check")(check_pack)
    below.command("explain", cls=Command, help="cli.help_policy_explain")(explain_rule)
    below.command("list", cls=Command, help="cli.help_policy_list")(list_rules)
    app.add_typer(below)


def check_pack(context: typer.Context, folder: PackFolder) -> int:
    """Reads the pack: mistakes are raised, all of them, with file and line."""
    session: Session = context.obj
    pack = load_pack(folder)
    counts = {"rules": len(pack.rules), "kinds": len(pack.kinds), "parameters": len(pack.parameters)}
    session.tell(session.text("policy_good", title=pack.title, version=pack.version, **counts), "green")
    return 0


def explain_rule(context: typer.Context, rule: RuleId, as_of: Day = None, policy: Policy = None) -> int:
    """Says a rule in words, with the parameters in force on the day."""
    session: Session = context.obj
    day = read_day(as_of) if as_of else dt.datetime.now().astimezone().date()
    session.tell(explain(load_pack(policy), rule, as_of=day, lang=session.lang))
    return 0


def list_rules(context: typer.Context, as_of: Day = None, policy: Policy = None) -> int:
    """Names every rule, by family, then every parameter with its value on the day."""
    session: Session = context.obj
    pack = load_pack(policy)
    for family in pack.families.values():
        rules = [rule for rule in pack.rules.values() if rule.family == family.id]
        rows = []
        for rule in rules:
            words = (say(f"policy.kind_{rule.kind}"), say(f"policy.severity_{rule.severity}"))
            rows.append((f"  {rule.id}", rule.title, *(word.text(session.lang) for word in words)))
        _tell_table(session, family.title if session.lang == "zh" else family.title_en, rows)
    day = read_day(as_of) if as_of else dt.datetime.now().astimezone().date()
    values = parameters_on(pack, day)
    rows = [(f"  {p.id}", p.title, f"{plain(values[p.id])}{p.unit}") for p in pack.parameters.values()]
    _tell_table(session, session.text("policy_parameters", day=day.isoformat()), rows)
    return 0


def _tell_table(session: Session, title: str, rows: Sequence[tuple[str, ...]]) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for _ in rows[0] if rows else ():
        table.add_column(overflow="fold")
    for row in rows:
        table.add_row(*row)
    session.tell(title, "bold")
    session.out.print(table)
