"""ติดตาม, the page on which the province follows up missing returns.

- `agency_list`: how many returns are outstanding, and whose they are
- `action_panel`: letters, contacts, extensions and exemptions
"""
