"""What is asked of an article: find, diff, staleness, reading level, wages import."""
