"""What `nearer check` says about the mail server."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from nearer.notices import selectors, smtp


@register()
def settings_name_a_server(**_kwargs: Any) -> list[CheckMessage]:
    try:
        selectors.server()
    except smtp.NotAServer as fault:
        return [Error(str(fault), id="notices.E001")]
    return []
