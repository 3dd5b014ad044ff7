from django.apps import AppConfig


class Journal(AppConfig):
    name = "nearer.journal"
    label = "journal"
