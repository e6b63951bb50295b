"""What can be wrong with a file, one problem, and the formats of a report."""
