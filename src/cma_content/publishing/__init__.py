"""From handouts to files, whole or not at all: one handout, or a roster of them on any executor."""
