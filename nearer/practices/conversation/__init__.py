"""One question, two answers, sealed until both have answered; and a journal for one.

The questions are our own (`content/en/questions.toml`). That taking turns in telling things
brings people closer is from work on mutual self-disclosure; `docs/practices/conversation.md`
says how strong that evidence is.
"""
