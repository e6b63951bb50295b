"""Whether an article can be exported: what is found beyond what the loader refuses, before anything is drawn."""
