from django.apps import AppConfig


class Notices(AppConfig):
    name = "nearer.notices"
    label = "notices"

    def ready(self) -> None:
        """Register what happens at a visit, when somebody goes, and at a check."""
        from nearer.notices import checks, occasions  # noqa: F401, PLC0415 - needs the models
