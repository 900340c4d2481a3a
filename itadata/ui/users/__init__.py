"""The page of users: their list, the form for one of them, and the workbook of all."""
