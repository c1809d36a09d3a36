"""Forms for people: a page, a workbook, Markdown."""
