"""The rules, each with its code, cause and remedy; a problem at its line; the forms of a report, and its escaping."""
