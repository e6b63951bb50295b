"""What is asked of an article: what changed, what is stale, how hard it is to read, what a newer wage table changes."""
