"""The local page that shows an article as web page and PDF, and rebuilds both when a file is saved."""
