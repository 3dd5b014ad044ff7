from conftest import *
from conftest import QUESTION
def test_it(db):
    alice, bob = takes_words(newcomer("Alice")), newcomer("Bob")
    link = invites(alice)
    bob.post(link, {"text": "Bob wrote this first", "name": "Bob"}); takes_words(bob); says_who_hosts(bob, "partner"); confirms(alice, "me")
    print(bob.get("/two/").status_code)
    bob.post("/two/leave/", {"sure": "on"})
    print(bob.post("/in/", {"name": "Bob", "words": bob.words}))
    bob.client.raise_request_exception = True
    page = bob.page("/conversation/journal/")
    assert "Bob wrote this first" in page
