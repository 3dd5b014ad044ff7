"""Notices: mails that say only that there is a note, to those who asked for them.

What has to work while nobody is here cannot be sealed to anybody: the address, the zone, the
quiet hours and the times lie under the server's key file, and the page says so first.
No key of a person is there in the background, so each visit plans up to four weeks ahead.
"""
