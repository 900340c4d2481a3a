"""The rules of a return: each is one small function over the cells of the form.

- `filled_form`: the rows and cells of the form
- `context`: what the rules compare a return with
- `rules`: the rules of steps and measures, and the list of all
- `sources`: web addresses and document numbers in evidence
- `prefilled`: answers of the round before that nobody changed
- `similar_text`: texts that were not written for this return
"""
