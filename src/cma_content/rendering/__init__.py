"""What exporters share: the element tree, charts, QR codes, fonts, and how tables fit."""
