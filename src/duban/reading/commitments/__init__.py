"""What the document commits somebody to: items, and each item's units, deadlines, targets and cited documents."""
