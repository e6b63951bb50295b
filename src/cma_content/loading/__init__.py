"""From YAML to a validated model, with every problem at its line."""
