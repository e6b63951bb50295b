"""The exporter contract, the registry, fitting to pages and verification."""
