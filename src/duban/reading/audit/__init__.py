"""What a careful reviewer checks: declared counts, footnotes, and findings."""
