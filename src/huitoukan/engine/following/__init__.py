"""What became of findings: which are exempt for a time, which are new, still there or gone since an earlier run."""

from huitoukan.engine.following.changes import Changes, compare
from huitoukan.engine.following.exemption_files import read_exemptions
from huitoukan.engine.following.exemptions import Exempted, exempt

__all__ = ["Changes", "Exempted", "compare", "exempt", "read_exemptions"]
