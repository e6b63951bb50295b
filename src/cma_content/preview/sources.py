"""The files that a preview is of: the article, those beside it, and programs."""

import threading
from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from cma_content.errors import ContentError
from cma_content.handout.options import RenderOptions
from cma_content.loading.loader import Loaded, load_program, read_article
from cma_content.model.article import Article
from cma_content.preview.session import Request


class Sources:
    """An article, read once for each revision of its files, and the programs that may be laid over it."""

    def __init__(self, source: Path | None, programs: Mapping[str, Path]) -> None:
        self._source = source
        self.programs = programs
        """The files by the names that the page offers."""
        self._lock = threading.Lock()
        self._held: tuple[int, Loaded[Article] | ContentError] | None = None

    def read(self, revision: int) -> Loaded[Article]:
        """The article, as it was when a revision was first wanted; raises what is wrong with it."""
        with self._lock:
            if self._held is None or self._held[0] < revision:
                self._held = revision, self._read()
            found = self._held[1]
        if isinstance(found, ContentError):
            raise found
        return found

    def options(self, request: Request, article: Article) -> RenderOptions:
        """The choices of a request, with its program."""
        path = self.programs.get(request.program)
        return replace(request.options, program=load_program(path, article)) if path else request.options

    def folders(self) -> tuple[Path, ...]:
        """Every folder that may hold a file of the article or of a program; what is included lies beside them."""
        named = [*self.programs.values(), *((self._source,) if self._source else ())]
        found = {folder for path in named for folder in (path.absolute().parent, path.resolve().parent)}
        guide = files("cma_content_data")
        if self._source is None and isinstance(guide, Path):
            found.add(guide)
        return tuple(sorted(found))

    def _read(self) -> Loaded[Article] | ContentError:
        try:
            return read_article(self._source)
        except ContentError as error:
            return error
