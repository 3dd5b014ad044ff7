from django.apps import AppConfig


class Content(AppConfig):
    name = "nearer.content"
    label = "content"
