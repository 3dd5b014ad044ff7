"""The one way in which Nearer asks another server for anything: a person's calendar.

Whoever types an address decides where this server connects to, so every address is looked at
before anything is sent (`guard`), and every answer has a size and a time (`client`). No Django,
no settings, nothing from the environment; the caller brings the list of hosts at home that
whoever runs the server allows.
"""
