"""What stands between a socket and Django: one process, uvicorn, a few threads.

`front` puts it together. A body is read whole before a thread is taken, a page leaves its
thread before the phone has it, and on SQLite writers queue in this process, not in SQLite.
"""
