"""Saying what is true for oneself: letters that are kept or shared, and a safe way to be read.

The wishes and the sentences are our own (`content/en/`). That a reader answers first with one
kind sentence is a judgement about being heard; `docs/practices/honesty.md` says how strong the
evidence for saying hard things is, and where it is thin.
"""
