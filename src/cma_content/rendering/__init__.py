"""What exporters share: the element tree, charts and codes."""
