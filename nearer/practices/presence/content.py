"""Where the banks of this practice lie."""

from typing import Final

PACKAGE: Final = "nearer.practices.presence"
