"""An officer's own workbook with the findings in it, and everything else as it was.

- `package`, `xml`: the archive and its relationships; parts as lxml trees
- `worksheet`, `styles`, `comments`, `workbook_part`: cells, styles, comments, the order of sheets
- `findings_sheet`: the list of findings, the first sheet
- `original_fills`: how each cell was filled before
- `task`, `removal`: annotations made, and taken away; runs in the worker
"""
