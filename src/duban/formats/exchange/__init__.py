"""Forms for other programs."""
