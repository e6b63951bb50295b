"""From handouts to files, whole or not at all."""
