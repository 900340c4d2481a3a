"""ติดตาม, the page on which the province follows up missing returns.

- `agency_list`: counts of the outstanding returns, and the agencies
- `action_panel`: letters, contacts, extensions and exemptions
"""
