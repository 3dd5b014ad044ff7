from django.apps import AppConfig


class Web(AppConfig):
    name = "nearer.web"
    label = "web"
