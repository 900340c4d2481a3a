"""ส่งรายงาน, the page by which agencies send their returns.

- `open_rounds`: the rounds an agency still has to report, and its template
- `returned_notice`: what the province sent back, and why; withdrawing a version
- `uploads`: files are chosen, validated, confirmed and submitted
- `selection`: the files of the session that were chosen and not sent yet
- `other_round`: a file of another round than the page is set to
- `preview`: what a return would record, and what that changes
- `history`: receipts, and every file that came
"""
