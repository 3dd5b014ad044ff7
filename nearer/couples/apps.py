from django.apps import AppConfig


class Couples(AppConfig):
    name = "nearer.couples"
    label = "couples"

    def ready(self) -> None:
        """Register what is swept away."""
        from nearer.couples import sweeps  # noqa: F401, PLC0415 - models must be loaded first
