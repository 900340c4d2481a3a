"""Signed texts in addresses and cookies: several processes share the secret of the cookies."""

import streamlit as st
from itsdangerous import URLSafeTimedSerializer


def serializer(purpose: str) -> URLSafeTimedSerializer:
    """The signer of a purpose: what it signs does for no other."""
    return URLSafeTimedSerializer(_secret(), salt=purpose)


def _secret() -> str:
    try:
        return str(st.secrets["auth"]["cookie_secret"])
    except (FileNotFoundError, KeyError):  # single-user mode has no secrets
        return str(st.get_option("server.cookieSecret"))


def is_encrypted() -> bool:
    """Whether browsers come by https: the provider sends them back to such an address."""
    return str(st.secrets["auth"].get("redirect_uri", "")).startswith("https:")
