"""Policy packs: lists, facts, rules and numbers as data that a county extends and edits."""

from huitoukan.policy.explaining import explain
from huitoukan.policy.loading import BASELINE, load_pack, packs
from huitoukan.policy.models import Pack
from huitoukan.policy.parameters import parameters_on
from huitoukan.policy.problems import PackErrors, PackProblem, Place
from huitoukan.policy.uses import facts_of, lists_of, parameters_of, told_facts

__all__ = [
    "BASELINE",
    "Pack",
    "PackErrors",
    "PackProblem",
    "Place",
    "explain",
    "facts_of",
    "lists_of",
    "load_pack",
    "packs",
    "parameters_of",
    "parameters_on",
    "told_facts",
]
