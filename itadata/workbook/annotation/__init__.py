"""An officer's own workbook with the findings marked in it, and everything else as it was.

- `markup`, `package`: XML changed at single places, and the archive around it
- `cells`, `styles`, `notes`, `contents`: a sheet's cells, looks, comments, the order of sheets
- `listing`: the sheet of findings, which comes first
- `memory`: how each cell looked before
- `marking`, `removing`: marks made, and taken away
- `texts`: what is told to the worker, where all of this runs
"""
