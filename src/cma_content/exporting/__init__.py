"""The contract of an exporter, the registry, programs as exporters (`exec:`), fitting to pages, and verification."""
