"""The YAML parser that stands in where PyYAML was built without libyaml."""

import yaml


class PureLoader(yaml.SafeLoader):
    """PyYAML's parser in Python, but that text in brackets goes on behind a question mark, as it does in libyaml."""

    _in_text = False

    def scan_plain(self) -> yaml.ScalarToken:
        self._in_text = True
        try:
            token: yaml.ScalarToken = super().scan_plain()
        finally:
            self._in_text = False
        return token

    def peek(self, index: int = 0) -> str:
        found: str = super().peek(index)
        return "x" if self._in_text and found == "?" else found
