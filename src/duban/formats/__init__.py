"""What comes in and what goes out: sources, papers, and forms for exchange."""
