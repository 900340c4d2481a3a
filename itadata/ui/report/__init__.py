"""รายงาน, the page of the official report.

- `overview`: how complete it is, its files, and its measures
- `editor`: the results and outcomes of one measure
- `drafts`: the text being edited, the agencies' texts to quote, and earlier versions
"""
