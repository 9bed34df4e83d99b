"""What the journal says of a secret reads as it is spoken."""

import pytest

from memos.kernel.vault.redaction import _article


@pytest.mark.parametrize(
    ("label", "article"),
    [
        ("AWS key", "an"),
        ("password", "a"),
        ("IBAN", "an"),
        ("US passport number", "a"),
        ("SSH key", "an"),
        ("email", "an"),
    ],
)
def test_the_article_is_the_one_that_is_spoken(label: str, article: str) -> None:
    assert _article(label) == article
