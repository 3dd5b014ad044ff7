from types import SimpleNamespace

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory
from jinja2 import UndefinedError
from markupsafe import Markup

from nearer.web.jinja import paragraphs
from nearer.web.pages import html


def draw(source, **context):
    return engines["jinja2"].env.from_string(source).render(**context)


def part(call, **context):
    return draw(
        '{% import "_parts.html" as parts %}{% import "_forms.html" as forms %}' + call, **context
    )


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("only_me", "Only me"),
        ("shared", "Shared"),
        ("when_both", "When we both answer"),
        ("if_both", "Only if we both say yes"),
        ("server", "The server can read this"),
    ],
)
def test_who_will_see_it_is_said_in_the_agreed_words(kind, word):
    words = part("{{ parts.visibility(kind, name) }}", kind=kind, name="Bob <3")
    assert f"<b>{word}.</b>" in words
    assert "<3" not in words


def test_without_a_partner_there_is_still_a_sentence():
    assert "until your partner has answered" in part('{{ parts.visibility("when_both") }}')


def test_words_keep_their_lines_and_lose_their_markup():
    words = paragraphs("One\r\ntwo\n\n\n<script>three</script>\n\n")
    assert isinstance(words, Markup)
    assert words.count("<p ") == 2
    assert "One\ntwo</p>" in words
    assert "&lt;script&gt;three" in words
    assert words.count('dir="auto"') == 2


def test_markup_signs_in_words_are_printed_not_filled_in():
    assert "{0} %s {name}" in paragraphs("{0} %s {name}")


def test_a_typo_in_a_template_is_refused():
    with pytest.raises(UndefinedError):
        draw("{% if opend %}never{% endif %}")


class Ask(forms.Form):
    text = forms.CharField(widget=forms.Textarea, help_text="As you would say it.")
    pin = forms.CharField(widget=forms.PasswordInput, max_length=6)
    day = forms.ChoiceField(choices=[("1", "Monday"), ("2", "Tuesday")])
    who = forms.ChoiceField(choices=[("a", "I do"), ("b", "Bob")], widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(
        choices=[("x", "Work"), ("y", "Phones")], widget=forms.CheckboxSelectMultiple
    )
    sure = forms.BooleanField(label="I am sure")


ALL = "{% for bound in form %}{{ forms.field(bound) }}{% endfor %}"


def test_every_control_has_its_label():
    words = part(ALL, form=Ask())
    for name in ("text", "pin", "day"):
        assert f'<label for="id_{name}"' in words
    assert words.count("<legend") == 2
    assert "<span>I am sure</span>" in words


def test_hint_and_error_are_tied_to_the_control():
    words = part("{{ forms.field(form.text) }}", form=Ask({"text": ""}))
    assert 'aria-describedby="id_text_hint id_text_error"' in words
    assert 'aria-invalid="true"' in words
    assert 'id="id_text_hint"' in words
    assert 'id="id_text_error"' in words


def test_a_field_without_hint_or_error_describes_nothing():
    assert "aria-describedby" not in part("{{ forms.field(form.pin) }}", form=Ask())


def test_what_was_typed_stands_in_the_form_again_but_never_a_secret():
    form = Ask(
        {"text": "\nTea </textarea>", "pin": "123456", "day": "2", "who": "b", "many": ["y"]}
    )
    words = part(ALL, form=form)
    assert "\n\nTea &lt;/textarea&gt;</textarea>" in words
    assert "123456" not in words
    assert '<option value="2" selected>' in words
    assert 'value="b" checked' in words
    assert 'value="y" checked' in words
    assert words.count(" checked") == 2


def test_attributes_can_be_added_to_a_control():
    words = part(
        '{{ forms.field(form.pin, class="pin", inputmode="numeric", autofocus=true) }}', form=Ask()
    )
    assert 'class="pin" inputmode="numeric" autofocus' in words
    assert 'maxlength="6"' in words


def test_the_summary_leads_to_each_field():
    words = part("{{ forms.error_summary(form) }}", form=Ask({}))
    assert 'href="#id_text"' in words
    assert 'role="alert"' in words
    assert part("{{ forms.error_summary(form) }}", form=Ask()).strip() == ""


def page_for(person, **facts):
    request = RequestFactory().get("/practices/")
    request.person = person
    request.plain_network = facts.get("plain_network", False)
    return html("404.html", {"request": request, "texts": []})


def alice():
    return SimpleNamespace(name="Alice", partner=SimpleNamespace(name="Bob"))


def test_only_who_is_here_has_a_navigation_and_a_token():
    assert "<nav" not in page_for(None)
    assert "X-CSRFToken" not in page_for(None)
    words = page_for(alice())
    assert words.count('aria-current="page"') == 1
    assert '<a href="/practices/" aria-current="page">' in words
    assert "X-CSRFToken" in words


def test_a_plain_network_is_said_on_every_page():
    assert "without encryption" in page_for(None, plain_network=True)
    assert "without encryption" not in page_for(None)


def test_a_page_never_loads_anything_from_elsewhere():
    words = page_for(alice())
    assert "//" not in words.replace("<!doctype html>", "").split("<body")[0]
