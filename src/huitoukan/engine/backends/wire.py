"""A plan as JSON, for the way into a backend's own process."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from huitoukan.engine.plan import Plan, Step, Value


def dump(plan: Plan) -> str:
    """The plan as one JSON text; step titles stay behind, the parent says them."""
    return json.dumps(
        {
            "inputs": {name: [str(path) for path in paths] for name, paths in plan.inputs.items()},
            "steps": [
                {"name": s.name, "sql": s.sql, "values": {k: _pack(v) for k, v in s.values.items()}} for s in plan.steps
            ],
            "outputs": {name: str(path) for name, path in plan.outputs.items()},
            "orders": {name: list(columns) for name, columns in plan.orders.items()},
        }
    )


def load(text: str) -> Plan:
    """The plan that :func:`dump` wrote."""
    data = json.loads(text)
    return Plan(
        inputs={name: tuple(Path(p) for p in paths) for name, paths in data["inputs"].items()},
        steps=tuple(Step(s["name"], s["sql"], {k: _unpack(v) for k, v in s["values"].items()}) for s in data["steps"]),
        outputs={name: Path(path) for name, path in data["outputs"].items()},
        orders={name: tuple(columns) for name, columns in data["orders"].items()},
    )


def _pack(value: Value) -> Any:
    return {"date": value.isoformat()} if isinstance(value, dt.date) else value


def _unpack(value: Any) -> Value:
    return dt.date.fromisoformat(value["date"]) if isinstance(value, dict) else value
