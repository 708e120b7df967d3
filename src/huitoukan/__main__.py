"""``python -m huitoukan``: the command, for whoever knows only the Python that it is installed in."""

from __future__ import annotations

from huitoukan.cli import main

if __name__ == "__main__":
    main()
