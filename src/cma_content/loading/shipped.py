"""The guide as data beside its YAML, which takes longer to read; used only while it is of just these files."""

import hashlib
import json
from collections.abc import Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from cma_content.model.article import Article

FILE: Final = "clinical-medical-assistant.json"
_READ: Final = (".yaml", ".csv")


def shipped() -> Article | None:
    """The guide from its data; nothing where that is missing, or one of the files it was made of has changed."""
    folder = files("cma_content_data")
    held = folder / FILE
    if not held.is_file():
        return None
    # Numbers stay as written: the model reads each of them from its digits.
    data = json.loads(held.read_bytes(), parse_float=str, parse_int=str)
    return Article.model_validate(data["article"]) if data["made_of"] == _made_of(folder) else None


def text_of(article: Article) -> str:
    """What the file holds for the guide as its YAML gives it, with the digest of that."""
    data = {"made_of": _made_of(files("cma_content_data")), "article": json.loads(article.model_dump_json())}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _made_of(folder: Traversable) -> str:
    """SHA-256 of every file that the guide is made of, by name."""
    found: Iterable[Traversable] = (file for file in folder.iterdir() if file.name.endswith(_READ))
    digest = hashlib.sha256()
    for file in sorted(found, key=lambda file: file.name):
        content = file.read_bytes()
        digest.update(f"{file.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()
