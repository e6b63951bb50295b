"""The typed model: what is true of an occupation, and the forms that it is written in."""
