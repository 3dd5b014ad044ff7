"""The words of a mail. They are the same for everybody and say nothing about anybody."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from uuid import UUID

from nearer.notices.asked import Content
from nearer.notices.smtp import Server

NAME, PLAIN_NAME = "Nearer", "Notes"
# Folding a long address would turn it into something that no program can press.
UNFOLDED = SMTP.clone(max_line_length=990)

NOTE = """\
{title}

{base}

You asked for such a note. To have no more of them:
{off}
"""
CODE = """\
Your code is {code}. Type it where you asked for it, within an hour.

{base}

If you did not ask for it, do nothing: no other mail will come.
"""


def title(*, plain: bool) -> str:
    """The one line of a note, which is also its subject."""
    return "A note." if plain else f"A note from {NAME}."


def compose(content: Content, letter: UUID, *, server: Server, now: datetime) -> EmailMessage:
    """A plain text without anything that tells when it is read."""
    mail = EmailMessage(policy=UNFOLDED)
    name = PLAIN_NAME if content.plain else server.sender_name or NAME
    mail["From"] = Address(display_name=name, addr_spec=server.sender)
    mail["To"] = Address(addr_spec=content.to)
    mail["Date"] = format_datetime(now)
    # The same at each try, so that a server that sees it twice can tell.
    mail["Message-ID"] = f"<{letter.hex}@{server.domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    if content.code:
        mail["Subject"] = "Your code"
        mail.set_content(CODE.format(code=content.code, base=content.base))
        return mail
    line = title(plain=content.plain)
    mail["Subject"] = line
    mail["List-Unsubscribe"] = f"<{content.off}>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(NOTE.format(title=line, base=content.base, off=content.off))
    return mail
