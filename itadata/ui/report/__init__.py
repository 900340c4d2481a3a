"""รายงานผลจังหวัด, the page of the reports.

- `overview`: how complete the report on the measures is, its files, and its measures
- `editor`: the results and outcomes of one measure
- `drafts`: the agencies' texts to quote
- `use_of_results`: the results of a year, the chosen indicators and their draft measures
- `text_editor`: texts being edited, and earlier versions
"""
