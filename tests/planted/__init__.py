"""The program with one thing wrong in it: each test that guards something must notice.

These stay: a guard that nobody sees fail any more guards nothing.
"""
