"""The content hash of a file: of all that its bytes depend on, so that it is known without being made."""

import hashlib
import json

from cma_content.exporting.registry import get_exporter
from cma_content.handout import RenderOptions, edition_code
from cma_content.model.article import Article
from cma_content.publishing.jobs import makers
from cma_content.publishing.publisher import is_data


class Contents:
    """The content hashes of files of one article.

    A format that draws depends on what its handout prints; one that writes data, on the whole article.
    """

    def __init__(self, article: Article) -> None:
        self._article = article
        self._whole = hashlib.sha256(article.model_dump_json().encode()).hexdigest()

    def digest(self, options: RenderOptions, format_: str) -> str:
        """In hexadecimal."""
        is_whole = is_data(get_exporter(format_))
        of = self._whole if is_whole else edition_code.fingerprint(self._article, options)
        return hashlib.sha256(json.dumps([of, makers((format_,))]).encode()).hexdigest()
