"""Writes the guide as data anew, after any change of its YAML or its table: python docs/shipped.py."""

from importlib.resources import files
from pathlib import Path

from cma_content.loading.loader import read_article
from cma_content.loading.shipped import FILE, text_of

if __name__ == "__main__":
    Path(str(files("cma_content_data"))).joinpath(FILE).write_text(text_of(read_article().record), "utf-8")
