"""Whatever comes in is an article or is told what is wrong with it, and soon."""

from campaigns.fuzz import campaign


def test_no_mutated_article_crashes_or_hangs() -> None:
    """A few thousand of the inputs that `./run campaign fuzz` makes without end."""
    tally = campaign(3000, "of the tests")

    assert (tally.inputs, tally.crashes, tally.hangs) == (3000, [], [])
    assert tally.valid > 0
