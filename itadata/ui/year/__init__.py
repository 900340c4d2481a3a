"""ปีงบประมาณ, the page on which the province plans a fiscal year.

- `plan`: the rounds of a year, and a draft of the next framework
- `workbooks`: framework workbooks, previewed and loaded; every workbook that came
- `score_upload`, `score_preview`: score workbooks, read as the officer chooses, and loaded
- `score_removal`: scores taken away
- `document_templates`: the Word templates of letters and of the report
"""
