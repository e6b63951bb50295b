"""What holds of every article, whatever it says."""

import json

import yaml
from generating import generated
from hypothesis import given, settings
from hypothesis import strategies as st

from cma_content import Article, ArticleError, Problem, export, load_text

articles = st.integers(0, 2**32).map(generated)
bounded = settings(max_examples=50, deadline=None, derandomize=True)


def typed(article: Article) -> str:
    """An article as YAML, with every scalar in quotes where it needs them."""
    data = article.model_dump(mode="json", exclude_none=True)
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


@bounded
@given(articles)
def test_an_article_survives_yaml_and_json(article: Article) -> None:
    """From the model to text and back, both ways."""
    assert load_text(typed(article)) == article
    assert Article.model_validate_json(export(article, "json")) == article


@bounded
@given(articles)
def test_json_holds_what_was_typed(article: Article) -> None:
    """As another program reads it."""
    assert json.loads(export(article, "json")) == article.model_dump(mode="json")


@bounded
@given(articles, st.data())
def test_a_slip_gives_an_article_or_problems_with_a_place(article: Article, data: st.DataObject) -> None:
    """Never an error of another kind."""
    lines = typed(article).splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = data.draw(st.sampled_from(["", lines[at][2:], f"  {lines[at]}", f"{lines[at]}: [", lines[at - 1]]))
    problems: tuple[Problem, ...] | None = None
    try:
        load_text("\n".join(lines))
    except ArticleError as error:
        problems = error.problems

    assert problems != ()
    assert [one for one in problems or () if not 1 <= one.line <= len(lines) + 1 or one.column < 1] == []
