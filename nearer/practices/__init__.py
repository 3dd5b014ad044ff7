"""The practices, each in a folder of its own.

A practice is known by its `AppConfig`: the core asks Django which apps are practices and
never names one. Adding a practice is one folder, one `INSTALLED_APPS` line, one docs page.
"""

from nearer.practices.registration import Practice, registered

__all__ = ["Practice", "registered"]
