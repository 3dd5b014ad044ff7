"""Who gives first, and when two stories about the server are one."""

import pytest

from nearer.couples.rules import HostedBy, agree, i_give_first

ME, PARTNER, OTHER = HostedBy


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [
        pytest.param(ME, PARTNER, True, id="I host, and so they say"),
        pytest.param(PARTNER, ME, True, id="they host, and so they say"),
        pytest.param(OTHER, OTHER, True, id="somebody else does"),
        pytest.param(ME, ME, False, id="both say they host"),
        pytest.param(PARTNER, PARTNER, False, id="each says the other does"),
        pytest.param(ME, OTHER, False, id="I host, they think of somebody else"),
        pytest.param(OTHER, PARTNER, False, id="they think that I host"),
    ],
)
def test_when_two_tell_the_same_story(mine, theirs, same):
    assert agree(mine, theirs) is same


@pytest.mark.parametrize("mine", HostedBy)
@pytest.mark.parametrize("theirs", HostedBy)
def test_where_two_agree_exactly_one_of_them_gives_first(mine, theirs):
    assert agree(mine, theirs) == agree(theirs, mine)
    if agree(mine, theirs):
        inviter = i_give_first(hosted_by=mine, i_invited=True)
        guest = i_give_first(hosted_by=theirs, i_invited=False)
        assert inviter is not guest


@pytest.mark.parametrize("invited", [True, False])
def test_whoever_could_write_the_database_goes_first(invited):
    assert i_give_first(hosted_by=ME, i_invited=invited)
    assert not i_give_first(hosted_by=PARTNER, i_invited=invited)
    assert i_give_first(hosted_by=OTHER, i_invited=invited) is invited
