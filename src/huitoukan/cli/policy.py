"""``huitoukan policy``: looks at a policy pack: are there mistakes, which rules, what does one mean."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from huitoukan.cli.check import Policy
from huitoukan.cli.session import Session
from huitoukan.cli.values import read_day
from huitoukan.cli.wording import Command, Group
from huitoukan.messages import say
from huitoukan.policy import explain, load_pack

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


def list_rules(context: typer.Context, policy: Policy = None) -> int:
    """Names every rule, by family."""
    session: Session = context.obj
    pack = load_pack(policy)
    for family in pack.families.values():
        rules = [rule for rule in pack.rules.values() if rule.id.split(".")[0] == family.id]
        table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
        for _ in range(4):
            table.add_column(overflow="fold")
        for rule in rules:
            words = (say(f"policy.kind_{rule.kind}"), say(f"policy.severity_{rule.severity}"))
            table.add_row(f"  {rule.id}", rule.title, *(word.text(session.lang) for word in words))
        session.tell(family.title if session.lang == "zh" else family.title_en, "bold")
        session.out.print(table)
    return 0
