"""Linking rows of lists to people: SQL in named steps, made from the pack and the columns that are there.

Tables that other parts of the engine read:

``subject``         who can be a finding: registered people, and people of the roster who are not registered
``subject_row``     the rows that a subject has in its own list
``link``            which rows are about which subject, in which of the three worlds
``roster_link``     rows of the roster about each subject, when asked for (columns of ``link``)
``household_link``  rows that name a registered household by its number
``review``          rows that a person must look at (columns ``results.LINK_REVIEWS``)
``out_links``       accepted links as they are written (columns ``results.LINKS``)

Tables called ``linkage_…`` are steps on the way and nobody else's business.
"""

from huitoukan.engine.linkage.planning import steps

__all__ = ["steps"]
