"""From YAML to a validated model: files within their limits, and every problem at its line."""
