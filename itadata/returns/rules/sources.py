"""Sources named in evidence: web addresses and document numbers. None is fetched."""

import re
from collections.abc import Iterator
from functools import lru_cache
from ipaddress import ip_address

from itadata.thai import normalise, parse_date

# A comma or semicolon may be part of an address, so it separates only before a space.
_BETWEEN = re.compile(r"\n|[;,](?=\s|$)|[;,](?=https?://)")
_ADDRESS = re.compile(r"https?://[^\s/.]+(\.[^\s/.]+)+(/|\s|$|[?#:])")
# A browser adds the scheme of "www.x.go.th/ita".
_BARE_ADDRESS = re.compile(
    r"(?<![\w@.-])(www\.[\w-]+\.[\w.-]+|([a-z0-9-]+\.)+(th|com|org|net|gov|io|me|gle|ly)(?![\w.]))"
)
# Addresses that only one computer can open, or that run something.
_CLOSED = re.compile(
    r"(?<![a-z])(javascript|vbscript|data|file|ftps?|sftp|smb|about|blob|mailto)\s*:"
    r"|(?<![a-z0-9+.-])(?!https?:)[a-z][a-z0-9+.-]*://|(?<![a-z])[a-z]:[\\/]|(?<![^\s(:])\\\\[\w.]"
)
# "htps://", "ttps://": nothing opens, though whoever typed it means a page.
_MISTYPED = re.compile(r"(?<![a-z])(?!https?:)h{0,2}t{1,3}ps{0,2}://")
_AUTHORITY = re.compile(r"https?://([^\s/?#]*)")
# An address of a private network without its scheme.
_BARE_INSIDE = re.compile(
    r"(?<![\w./])(localhost|127(\.\d{1,3}){3}|192\.168(\.\d{1,3}){2}"
    r"|(10(\.\d{1,3}){3}|172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2})(?=/\D|:\d))(?![\w.])"
)
_INSIDE = (".local", ".localhost", ".lan", ".internal", ".intranet")
# A site that is only tried out, or a tunnel to somebody's computer.
_TEST_HOST = re.compile(
    r"(^|[.-])(test|testing|dev|demo|staging|uat|sandbox)\d*([.-]|$)"
    r"|(^|\.)example\.(com|org|net|edu)$"
    r"|(^|\.)(ngrok(-free)?\.(io|app|dev)|trycloudflare\.com|loca\.lt|localtunnel\.me)$"
)
# The list of files of whoever is signed in: another person sees another one, or nothing.
_OWN_FILES = re.compile(
    r"(?<![\w.-])(drive\.google\.com(/drive)?(/u/\d+)?"
    r"(/(my-drive|home|recent|starred|shared-with-me|shared-drives|computers|trash))?"
    r"|docs\.google\.com/(document|spreadsheets|presentation|forms)(/u/\d+)?|photos\.google\.com"
    r"|onedrive\.live\.com|[\w-]+-my\.sharepoint\.com(/personal/[\w-]+(/_layouts/15/onedrive\.aspx)?)?"
    r"|(www\.)?dropbox\.com(/home)?|(www\.)?icloud\.com/iclouddrive|app\.box\.com/folder/0)"
    r"/?(\?(id=root|view=\d|hl=\w+|authuser=\d)*)?(?=[\s#),;]|$)"
)
# Where a shortened address leads nobody sees, and it ends with the service.
_SHORTENED = re.compile(
    r"(?<![\w.-])(bit\.ly|j\.mp|tinyurl\.com|cutt\.ly|rb\.gy|is\.gd|v\.gd|ow\.ly|t\.ly|t\.co|goo\.gl"
    r"|s\.id|lnkd\.in|rebrand\.ly|shorturl\.(at|asia)|short\.gy|urlth\.me|me2\.kr|qrco\.de|q-r\.to)/\w"
)
_CHAT = re.compile(
    r"(?<![\w.-])(line\.me/(r/)?ti/|chat\.whatsapp\.com|web\.whatsapp\.com|m\.me/|t\.me/(\+|joinchat)"
    r"|((www|m)\.)?(facebook\.com/(messages|groups)|messenger\.com)|teams\.microsoft\.com/l/(chat|message)"
    r"|discord\.(gg|com/(channels|invite)))"
)
_HOME_PAGE = re.compile(
    r"(https?://)?(?P<host>[\w-]+(\.[\w-]+)+)(:\d+)?(/((th|en|home|main)/?)?((index|home|default)(\.\w+)?)?)?"
)
_NUMBERED = re.compile(
    r"\d\s*+/\s*+(ว\s*+\.?\s*+|พ\s*+\.?\s*+)?\d"  # ชม 0017.2/ว 1234, คำสั่งที่ 123/2568
    r"|(?<!วัน)(?<!หน้า)(?<!ขั้นตอน)ที่\s*[ก-ฮ. ]{0,12}\d"  # ที่ ชม 0017, คำสั่งที่ 45
    r"|เลข[ก-๛]{0,8}\s*\d|(?<![a-z])no\.?\s*\d"  # เลขรับ 55
    r"|(?<![ก-๛])ว\s*+\.?\s*+\d"  # ว 1234
    r"|(?<![ก-๛])[ก-ฮ]{1,4}\s*0\d{3}"  # ชม 0017.2
    r"|ลงวันที่\s*\d"  # a document by its date
    r"|\d{6,}"  # a number in e-GP, e-Saraban
)
_ENCLOSED = re.compile(r"แนบ|สิ่งที่ส่งมาด้วย|ภาคผนวก")
_ENCLOSED_NUMBER = re.compile(r"\d\s*/\s*(ว\s*)?\d|\d{6,}|ลงวันที่\s*\d")


def pieces(text: str) -> Iterator[str]:
    """The pieces of evidence in a cell, one a line or separated by commas or semicolons."""
    for piece in _BETWEEN.split(text):
        if piece and piece.strip():
            yield piece.strip()


@lru_cache(maxsize=1024)  # two rules ask it of each piece
def is_closed_address(piece: str) -> bool:
    """Whether others cannot open an address, or must not.

    True for a file, a script, a server of a private network, an address with a password, and the
    own files of whoever is signed in.
    """
    text = normalise(piece)
    if any(pattern.search(text) for pattern in (_CLOSED, _BARE_INSIDE, _OWN_FILES)):
        return True
    return any(_is_closed(authority) for authority in _AUTHORITY.findall(text))


def is_fleeting_address(piece: str) -> bool:
    """Whether an address may be gone, hides its target, or opens for a group alone.

    Such are test sites, shortened addresses and group chats.
    """
    text = normalise(piece)
    hosts = (authority.partition(":")[0] for authority in _AUTHORITY.findall(text))
    if _CHAT.search(text) or _SHORTENED.search(text):
        return True
    return any(map(_TEST_HOST.search, hosts))


def is_mistyped_address(piece: str) -> bool:
    """Whether the beginning of a web address is mistyped."""
    return _MISTYPED.search(normalise(piece)) is not None


def is_home_page(piece: str) -> bool:
    """Whether a piece is the address of a whole site and nothing else."""
    text = normalise(piece)
    address = _ADDRESS.search(text) or _BARE_ADDRESS.search(text)
    return address is not None and _HOME_PAGE.fullmatch(text) is not None


def without_password(piece: str) -> str:
    """The address without its password, for a finding that many may read."""
    return re.sub(r"(?<=//)[^\s/?#]*@", "…@", piece)


def _is_closed(authority: str) -> bool:
    """Whether the part between "https://" and the path has a password or is a private host."""
    if "@" in authority:
        return True
    host = authority[1:].partition("]")[0] if authority[:1] == "[" else authority.partition(":")[0]
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host != "" and ("." not in host.strip(".") or host.endswith(_INSIDE))


def is_source(piece: str) -> bool:
    """Whether it is a web address or the number of a document, as officers write them."""
    text = normalise(piece)
    if _ADDRESS.search(text) or _BARE_ADDRESS.search(text):
        return True
    if parse_date(piece) is not None:
        return False
    # Files are not sent with the form, so "enclosure 1" leads nowhere.
    numbered = _ENCLOSED_NUMBER if _ENCLOSED.search(text) else _NUMBERED
    return numbered.search(text) is not None
