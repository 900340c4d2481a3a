"""ปีงบประมาณ, the page on which the province plans a fiscal year.

- `plan`: the rounds of a year, and a draft of the next framework
- `workbooks`: framework and score workbooks, previewed and loaded
- `document_templates`: the Word templates of letters and of the report
"""
