"""Where plans are run. Each backend is one module, the only one that imports its database."""

from huitoukan.engine.backends.process import LOCAL, BackendFailed, Engine, Limits, run

__all__ = ["LOCAL", "BackendFailed", "Engine", "Limits", "run"]
