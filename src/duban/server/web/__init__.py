"""The pages: they ask queries and actions, and hold no rule of their own."""
