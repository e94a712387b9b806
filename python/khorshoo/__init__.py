"""Run khorshoo from Python and read its result folders as pandas frames. No model stands here: the command computes."""

from khorshoo._folder import Results, read
from khorshoo._program import Failure, command, run
from khorshoo._program import version as __version__

__all__ = ["Failure", "Results", "__version__", "command", "read", "run"]
