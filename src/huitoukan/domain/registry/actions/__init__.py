"""Bringing lists, saying what their sheets are, landing and undoing them."""

from huitoukan.domain.registry.actions.imports import add_files, bring, discard, say_what
from huitoukan.domain.registry.actions.landings import ask_to_land, ask_to_undo, stop

__all__ = ["add_files", "ask_to_land", "ask_to_undo", "bring", "discard", "say_what", "stop"]
