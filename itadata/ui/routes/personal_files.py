"""Files with personal data, for the user for whom their address was signed."""

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response

from itadata.ui.own_machine import check_own_machine, is_single_user
from itadata.ui.personal_files import file_of
from itadata.ui.routes.answers import file_response, with_sentences


@with_sentences
def send_personal_file(request: Request) -> Response:
    """The file of a signed address."""
    if is_single_user():
        check_own_machine(st.get_option("server.address"), request.headers)
    file = file_of(request.query_params.get("key", ""))
    return file_response(file.make(), file.media_type, file.name, public=False)
