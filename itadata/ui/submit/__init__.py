"""ส่งรายงาน, the page by which agencies send their returns.

- `open_rounds`: the rounds an agency still has to report, and its template
- `returned_notice`: what the province sent back, and why; withdrawing a version
- `uploads`: the files that were chosen, validated and submitted
- `preview`: what a return would record, and what that changes
- `history`: receipts, and every file that came
"""
