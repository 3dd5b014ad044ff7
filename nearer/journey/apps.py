from django.apps import AppConfig


class Journey(AppConfig):
    name = "nearer.journey"
    label = "journey"
