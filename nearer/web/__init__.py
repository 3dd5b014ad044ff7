"""The look, the headers, and the pages that are the same for everybody.

Nothing here knows who is signed in: what a page needs of a person comes with its request.
"""
