from django.apps import AppConfig


class Accounts(AppConfig):
    name = "nearer.accounts"
    label = "accounts"
