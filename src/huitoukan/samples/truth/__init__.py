"""An oracle of its own: every baseline rule in plain Python over the clean records.

It must not read the policy pack it checks, so the numbers the rules' text fixes stand here as constants.
"""
