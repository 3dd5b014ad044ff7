from django.apps import AppConfig


class Reveal(AppConfig):
    name = "nearer.reveal"
    label = "reveal"
