from django.apps import AppConfig


class Feeds(AppConfig):
    name = "nearer.feeds"
    label = "feeds"

    def ready(self) -> None:
        """Register what happens when somebody goes."""
        from nearer.feeds import occasions  # noqa: F401, PLC0415 - needs the models
