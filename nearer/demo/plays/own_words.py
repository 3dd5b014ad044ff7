"""Sentences that the two finished for themselves, and what they saw as a kind observer."""

from collections.abc import Iterator
from functools import partial

from nearer.demo.cast import Act, Calendar
from nearer.demo.story import Story
from nearer.practices.honesty import texts
from nearer.practices.honesty.actions import lines, observer


def finished(story: Story, when: Calendar) -> Iterator[Act]:
    for told in story.line:
        text = texts.every_stem()[told.stem].finished(told.rest)
        kept = partial(lines.keep, stem=told.stem, text=text)
        yield Act(when.at(told.day, "23:10"), told.who, kept)


def observed(story: Story, when: Calendar) -> Iterator[Act]:
    for told in story.observed:
        said = {"first": told.first, "second": told.second, "third": told.third}
        kept = partial(observer.keep, prompt=told.prompt, said=said)
        yield Act(when.at(told.day, "21:20"), told.who, kept)
