"""Whether an article can be exported and agrees with itself: what `check` finds beyond what the loader refuses."""
