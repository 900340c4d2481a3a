"""What a visit to a link shows, and what it never opens; with servers on the loopback."""

import hashlib
import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from itadata.analysis.evidence import LinkReason, LinkState
from itadata.audit.evidence import Network, Visit, Visitor
from itadata.audit.evidence.address import is_public
from tests.audit.evidence.conftest import HOSTS, LOOPBACK, Website, answer, page, redirect

PDF = b"%PDF-1.7 report"


def visit(website: Website, path: str) -> Visit:
    return website.visitor().visit(website.url(path), HOSTS)


def test_a_page_opens_with_its_title_and_a_file_with_its_hash(website: Website) -> None:
    website.paths = {
        "/ข่าว": page("ผลการ &amp; ดำเนินงาน"),
        "/a.pdf": answer(PDF, "application/pdf"),
    }
    website.paths["/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7"] = website.paths.pop("/ข่าว")
    result = visit(website, "/ข่าว")
    assert (result.state, result.status, result.title) == (
        LinkState.OPENS,
        200,
        "ผลการ & ดำเนินงาน",
    )
    result = visit(website, "/a.pdf")
    assert (result.sha256, result.size) == (hashlib.sha256(PDF).hexdigest(), len(PDF))
    assert [method for method, _path in website.requests] == ["HEAD", "GET"] * 2
    assert not {"Cookie", "Referer", "Authorization"} & {*website.headers[-1]}


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (401, LinkState.SIGN_IN),
        (403, LinkState.SIGN_IN),
        (404, LinkState.DEAD),
        (410, LinkState.DEAD),
        (503, LinkState.NOT_TRIED),
        (429, LinkState.NOT_TRIED),
    ],
)
def test_the_answer_tells_the_state(website: Website, status: int, state: LinkState) -> None:
    website.paths = {"/x": answer(status=status)}
    result = visit(website, "/x")
    assert (result.state, result.status) == (state, status)


def test_a_server_that_knows_no_head_is_asked_with_get(website: Website) -> None:
    def handle(request: BaseHTTPRequestHandler) -> None:
        (answer(status=405) if request.command == "HEAD" else page("หน้า"))(request)

    website.paths = {"/x": handle}
    assert visit(website, "/x").state is LinkState.OPENS


def test_a_link_that_leads_on_for_ever_is_left(website: Website) -> None:
    website.paths = {"/x": redirect("/x")}
    result = visit(website, "/x")
    assert (result.state, result.reason) == (LinkState.NOT_TRIED, LinkReason.REDIRECTS)
    assert len(website.requests) == 6


def test_a_link_that_ends_at_a_home_page_or_another_host_has_moved(website: Website) -> None:
    website.paths = {
        "/old": redirect("/index.php"),
        "/index.php": page("หน้าแรก"),
        "/news": redirect(website.url("/news2", "new.example.go.th")),
        "/news2": page("ข่าว"),
        "/same": redirect("/news2"),
    }
    assert [visit(website, path).state.value for path in ("/old", "/news", "/same")] == [
        "moved",
        "moved",
        "opens",
    ]


def test_a_link_to_a_sign_in_is_told_and_that_host_is_not_asked(website: Website) -> None:
    website.paths = {"/doc": redirect("https://accounts.google.com/signin")}
    result = visit(website, "/doc")
    assert (result.state, result.detail) == (LinkState.SIGN_IN, "accounts.google.com")


def endless(request: BaseHTTPRequestHandler) -> None:
    """An answer without a length that never ends."""
    request.send_response(200)
    request.end_headers()
    while request.command != "HEAD":
        request.wfile.write(b"x" * 65536)


def test_of_an_answer_without_end_10_mb_are_read(website: Website) -> None:
    website.paths = {
        "/endless": endless,
        "/50gb": answer(Content_Length=str(50 * 1024**3)),
    }
    for path, size in (("/endless", None), ("/50gb", 50 * 1024**3)):
        result = visit(website, path)
        assert (result.state, result.reason) == (LinkState.OPENS, LinkReason.TOO_LARGE), path
        assert (result.sha256, result.size) == (None, size)
    assert website.requests.count(("GET", "/50gb")) == 0


def test_an_answer_that_drips_is_cut_at_the_deadline(website: Website) -> None:
    ended = threading.Event()

    def drip(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while request.command != "HEAD" and not ended.wait(0.05):
            request.wfile.write(b"x")

    website.paths = {"/drip": drip}
    result = website.visitor(seconds=0.4).visit(website.url("/drip"), HOSTS)
    ended.set()
    assert (result.state, result.reason) == (LinkState.NOT_TRIED, LinkReason.TIME)


def test_an_answer_that_ends_early_is_no_file(website: Website) -> None:
    website.paths = {"/a.pdf": answer(PDF, "application/pdf", Content_Length="99")}
    result = visit(website, "/a.pdf")
    assert (result.state, result.reason) == (LinkState.NOT_TRIED, LinkReason.CONNECTION)


def test_a_page_that_claims_to_be_a_pdf_is_told(website: Website) -> None:
    website.paths = {"/a.pdf": answer(b"<html><title>x</title>", "application/pdf")}
    result = visit(website, "/a.pdf")
    assert (result.state, result.reason) == (LinkState.OPENS, LinkReason.NOT_A_PDF)
    assert result.sha256 is None


# --- what is never opened ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1/x", LinkReason.NO_HOST_NAME),
        ("http://2130706433/x", LinkReason.NO_HOST_NAME),
        ("http://0x7f.1/x", LinkReason.NO_HOST_NAME),
        ("http://0177.0.0.1/x", LinkReason.NO_HOST_NAME),
        ("http://[::1]/x", LinkReason.NO_HOST_NAME),
        ("http://[::ffff:127.0.0.1]/x", LinkReason.NO_HOST_NAME),
        ("http://localhost/x", LinkReason.NO_HOST_NAME),
        ("http://www.example.go.th:22/x", LinkReason.PORT),
        ("http://www.example.go.th:99999/x", LinkReason.NO_HOST_NAME),
        ("http://a:b@www.example.go.th/x", LinkReason.PASSWORD),
        ("http://www.example.go.th@127.0.0.1/x", LinkReason.PASSWORD),
        ("http://elsewhere.example.com/x", LinkReason.HOST_NOT_ALLOWED),
        ("ftp://www.example.go.th/x", LinkReason.NOT_HTTP),
        ("http://www.example.go.th/" + "x" * 2_000, LinkReason.TOO_LONG),
    ],
)
def test_an_address_that_is_no_website_is_refused(
    website: Website, url: str, reason: LinkReason
) -> None:
    website.paths = {"/on": redirect(url)}
    for link in (url, website.url("/on")):  # itself, and where a website leads to it
        result = website.visitor().visit(link, HOSTS)
        assert (result.state, result.reason) == (LinkState.REFUSED, reason)
    assert {path for _method, path in website.requests} == {"/on"}


def test_a_name_that_leads_to_this_machine_is_refused(website: Website) -> None:
    visitor = Visitor(
        Network(lambda host, port: [LOOPBACK], frozenset({("127.0.0.2", website.port)}))
    )
    result = visitor.visit(website.url("/x"), HOSTS)
    assert (result.state, result.reason) == (LinkState.REFUSED, LinkReason.PRIVATE_ADDRESS)
    assert website.requests == []


def test_a_name_is_resolved_once_and_the_machine_checked_is_the_one_asked(
    website: Website,
) -> None:
    answers = iter([[LOOPBACK], [LOOPBACK], ["10.0.0.1"]])
    network = Network(lambda host, port: next(answers), website.network().test_servers)
    website.paths = {"/x": page("หน้า")}
    visitor = Visitor(network, sleep=lambda _seconds: None)
    assert visitor.visit(website.url("/x"), HOSTS).state is LinkState.OPENS
    assert visitor.visit(website.url("/x"), HOSTS).reason is LinkReason.PRIVATE_ADDRESS
    assert len(website.requests) == 2


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
        *("0.0.0.0", "224.0.0.1", "255.255.255.255", "168.63.129.16", "::1", "::", "fe80::1"),
        *("fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:10.0.0.1"),
        *("::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "nonsense"),
    ],
)
def test_a_machine_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


def test_machines_outside_are_public() -> None:
    assert is_public("1.1.1.1")
    assert is_public("2606:4700:4700::1111")


def test_a_name_that_does_not_exist_is_dead(website: Website) -> None:
    result = website.visitor().visit(website.url("/x", "nobody.example.go.th"), HOSTS)
    assert (result.state, result.reason) == (LinkState.DEAD, LinkReason.NO_NAME)


def test_no_proxy_of_the_environment_is_used(
    website: Website, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    website.paths = {"/x": page("หน้า")}
    assert visit(website, "/x").state is LinkState.OPENS


def test_a_host_is_asked_once_a_second(website: Website) -> None:
    website.paths = {"/x": page("หน้า")}
    waits: list[float] = []
    visitor = Visitor(website.network(), clock=lambda: 0.0, sleep=waits.append)
    visitor.visit(website.url("/x"), HOSTS)
    visitor.visit(website.url("/x", "other.example.go.th"), HOSTS)
    assert waits == [1.0, 1.0]


# --- TLS -----------------------------------------------------------------------------------


def test_a_certificate_must_be_that_of_the_name(website: Website, tmp_path: Path) -> None:
    certificate = _certificate(tmp_path, "www.example.go.th")
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate)
    website.server.socket = server.wrap_socket(website.server.socket, server_side=True)
    website.paths = {"/x": page("หน้า")}
    trusted = ssl.create_default_context(cafile=str(certificate))
    urls = [website.url("/x", host, "https") for host in ("www.example.go.th", "a.example.go.th")]
    right, wrong = (website.visitor(trusted).visit(url, HOSTS) for url in urls)
    assert right.state is LinkState.OPENS
    assert (wrong.state, wrong.reason) == (LinkState.DEAD, LinkReason.TLS)


def test_a_host_without_tls_is_dead_by_https(website: Website) -> None:
    result = website.visitor().visit(website.url("/x", scheme="https"), HOSTS)
    assert (result.state, result.reason) == (LinkState.DEAD, LinkReason.TLS)


def _certificate(folder: Path, name: str) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "certificate.pem"
    path.write_bytes(certificate.public_bytes(pem) + private)
    return path
