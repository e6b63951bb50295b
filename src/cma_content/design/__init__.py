"""The design tokens that every format shares, and the contrast of colors."""
