"""The checks bring their own fixtures along."""

from tests.test_sessions_security import at_noon, writer
from tests.test_sittings_kept import evening, sitters
from tests.test_tampering import opened, sealed, waiting

__all__ = ["at_noon", "evening", "opened", "sealed", "sitters", "waiting", "writer"]
