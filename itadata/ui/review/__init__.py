"""ตรวจสอบรายงาน, the page on which the province reviews returns.

- `queue`: the returns of a round by state; several accepted at once
- `detail`: one return, accepted, sent back or reopened
- `step_cards`: its answers, step by step
- `letter`: the letter on a return that was sent back
- `decisions`: what was decided of it before, and the notes of the province
"""
