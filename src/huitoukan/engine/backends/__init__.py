"""Where plans are run. Each backend is one module, the only one that imports its database."""

from huitoukan.engine.backends.process import BackendFailed, Limits, run

__all__ = ["BackendFailed", "Limits", "run"]
