"""The design tokens that every format shares: colors with their contrast, and sizes of type."""
