from django.apps import AppConfig


class Couples(AppConfig):
    name = "nearer.couples"
    label = "couples"
