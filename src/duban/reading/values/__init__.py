"""Values in running text: numerals, quantities, times."""
