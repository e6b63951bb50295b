"""What is asked of an article: find, diff, what is stale, its reading level, and the import of a newer wage table."""
