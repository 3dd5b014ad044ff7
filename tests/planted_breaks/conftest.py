"""The checks bring their own fixtures along."""

from tests.test_sessions_security import at_noon, writer
from tests.test_tampering import opened, sealed, waiting

__all__ = ["at_noon", "opened", "sealed", "waiting", "writer"]
