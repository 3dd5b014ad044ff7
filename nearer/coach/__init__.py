"""The coach: shows a writer where their words may land as blame, and what is honest in them.

A page asks `read`; the terminal asks `lines.main`. Pure Python: no Django, no network, and
nothing that was written is kept, in no file, log or cache.
"""

from nearer.coach.attention import read
from nearer.coach.reading import DANGERS, LABELS, PARTS, Mark, Reading, Rewrite

__all__ = ["DANGERS", "LABELS", "PARTS", "Mark", "Reading", "Rewrite", "read"]
