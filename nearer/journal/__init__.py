"""The journal: one table of sealed entries, and the only code that reads or writes it.

A practice declares what it seals as frozen dataclasses (`payloads`), reads them through
`selectors` and writes them through `actions`. The database never sees a word.
"""
