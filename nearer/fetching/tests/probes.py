"""Ways to make this server ask for what it should not; each with the reason it hears."""

from dataclasses import dataclass, field

from nearer.fetching.client import request
from nearer.fetching.tests.conftest import NAME, OTHER, House, moved
from nearer.fetching.words import Refused, Why

PLAIN, SAFE = "93.184.216.34", "151.101.1.69"


@dataclass(frozen=True)
class Probe:
    url: str
    why: Why | None
    names: dict[str, list[list[str]]] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    allowed: tuple[str, ...] = ()

    def tried(self, house: House) -> Why | None:
        """What stood in the way; None if an answer came."""
        house.names.update({name: [*told] for name, told in self.names.items()})
        house.answers.update({path: moved(where) for path, where in self.moved.items()})
        try:
            request("GET", self.url, allowed=self.allowed, seconds=3)
        except Refused as refused:
            return refused.why
        return None


PRIVATE = {
    "this-machine": "127.0.0.1",
    "this-machine-elsewhere": "127.8.8.8",
    "this-host": "0.0.0.0",
    "class-a": "10.0.0.1",
    "class-b": "172.16.0.1",
    "class-c": "192.168.0.1",
    "cloud-metadata": "169.254.169.254",
    "carrier": "100.64.0.1",
    "protocols": "192.0.0.9",
    "documentation-1": "192.0.2.1",
    "documentation-2": "198.51.100.1",
    "documentation-3": "203.0.113.1",
    "relay-into-6to4": "192.88.99.1",
    "benchmarks": "198.18.0.1",
    "multicast": "224.0.0.251",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "v6-this-machine": "::1",
    "v6-unspecified": "::",
    "v6-mapped": "::ffff:127.0.0.1",
    "v6-mapped-metadata": "::ffff:a9fe:a9fe",
    "v6-compatible": "::127.0.0.1",
    "nat64": "64:ff9b::7f00:1",
    "nat64-local": "64:ff9b:1::a00:1",
    "6to4": "2002:7f00:1::1",
    "6to4-home": "2002:c0a8:1::1",
    "teredo": "2001:0:5ef5:79fd:0:0:80ff:fffe",
    "v6-documentation": "2001:db8::1",
    "v6-documentation-new": "3fff::1",
    "link-local": "fe80::1",
    "site-local": "fec0::1",
    "unique-local": "fd12:3456::1",
    "v6-multicast": "ff0e::1",
    "discard": "100::1",
    "segments": "5f00::1",
}


def _spelt(number: str) -> str:
    return f"http://[{number}]/" if ":" in number else f"http://{number}/"


_LITERAL = {f"number-{key}": Probe(_spelt(ip), Why.NOT_PUBLIC) for key, ip in PRIVATE.items()}
_NAMED = {
    f"name-{key}": Probe(f"http://{NAME}/", Why.NOT_PUBLIC, {NAME: [[ip]]})
    for key, ip in PRIVATE.items()
}
_NEAR = {
    "own-number": Probe("http://8.8.8.8/", Why.NOT_PUBLIC),
    "own-number-v6": Probe("http://[2606:4700:0:ff12::2]/", Why.NOT_PUBLIC),
    "printer-at-home": Probe("http://[2606:4700:0:ff12::9]/", Why.NOT_PUBLIC),
    "next-room": Probe(f"http://{NAME}/", Why.NOT_PUBLIC, {NAME: [["2606:4700:0:ff99::9", PLAIN]]}),
}
_SPELT = {
    key: Probe(url, Why.NOT_AN_ADDRESS)
    for key, url in {
        "short": "http://127.1/",
        "decimal": "http://2130706433/",
        "hexadecimal": "http://0x7f000001/",
        "octal": "http://0177.0.0.1/",
        "hexadecimal-parts": "http://0x7f.0.0.0x1/",
        "leading-zeros": "http://127.000.000.001/",
        "too-many-parts": "http://1.127.0.0.1/",
        "fullwidth": "http://１２７.０.０.１/",
        "circled": "http://①②⑦.⓪.⓪.①/",
        "ideographic-dots": "http://127。0。0。1/",
        "circled-letters": "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ.example.org/",
        "kelvin": "http://\u212aalendar.example.org/",
        "sharp-s": "http://stra\u00dfe.example.org/",
        "joiner": "http://calen\u200ddar.example.org/",
        "empty-label": f"http://{NAME}../",
        "percent-host": "http://loc%61lhost/",
        "zone": "http://[fe80::1%25eth0]/",
        "zone-bare": "http://[::1%lo]/",
        "v6-future": "http://[v1.127.0.0.1]/",
        "backslash": f"http://127.0.0.1\\@{NAME}/",
        "backslashes": "http:\\\\127.0.0.1\\",
        "tab": "http://127.0.\t0.1/",
        "newline": "http://127.0.\n0.1/",
        "space": f"http://{NAME} .127.0.0.1/",
        "lines-in-the-path": f"http://{NAME}/a HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "line-in-the-query": f"http://{NAME}/?a=\r\nX-Evil:1",
        "null": f"http://{NAME}\x00.127.0.0.1/",
        "no-slashes": "http:127.0.0.1/",
        "three-slashes": "http:///127.0.0.1/",
        "no-scheme": "//127.0.0.1/",
        "file": "file:///etc/passwd",
        "file-host": "file://localhost/etc/passwd",
        "gopher": "gopher://127.0.0.1/_GET",
        "ftp": f"ftp://{NAME}/",
        "dict": "dict://127.0.0.1/",
        "port-zero": f"http://{NAME}:0/",
        "port-too-high": f"http://{NAME}:65616/",
        "port-of-letters": f"http://{NAME}:80a/",
        "port-signed": f"http://{NAME}:+80/",
        "port-in-other-digits": f"http://{NAME}:８０/",
        "empty": "",
        "endless": f"http://{NAME}/{'a' * 5000}",
    }.items()
}
_HOMELY = {
    key: Probe(url, Why.NOT_PUBLIC, {"router": [[PLAIN]], "app.localhost": [[PLAIN]]})
    for key, url in {
        "localhost": "http://localhost/",
        "localhost-dot": "http://localhost./",
        "localhost-loud": "http://LOCALHOST/",
        "under-localhost": "http://app.localhost/",
        "single-name": "http://router/",
        "trailing-dot": "http://127.0.0.1./",
    }.items()
}
_USERINFO = {
    key: Probe(url, Why.SIGN_IN_INSIDE)
    for key, url in {
        "userinfo-public": f"http://{NAME}@127.0.0.1/",
        "userinfo-private": f"http://127.0.0.1@{NAME}/",
        "userinfo-password": f"http://{NAME}:80@127.0.0.1:80/",
        "userinfo-twice": f"http://a@127.0.0.1@{NAME}/",
    }.items()
}
_PORTS = {
    f"port-{port}": Probe(f"http://{NAME}:{port}/", Why.PORT) for port in (22, 25, 6379, 8080)
}
_LISTS = {
    "one-private-last": Probe(f"http://{NAME}/", Why.NOT_PUBLIC, {NAME: [[PLAIN, "10.0.0.1"]]}),
    "one-private-first": Probe(f"http://{NAME}/", Why.NOT_PUBLIC, {NAME: [["10.0.0.1", PLAIN]]}),
    "one-private-v6": Probe(f"http://{NAME}/", Why.NOT_PUBLIC, {NAME: [[PLAIN, "fd00::1"]]}),
    "only-v6-answers-not": Probe(f"http://{NAME}/", Why.NO_ANSWER, {NAME: [["2606:4700::1111"]]}),
    "no-such-name": Probe("http://nothing.example.org/", Why.NO_SUCH_HOST),
    "punycode-private": Probe(
        "http://xn--bcher-kva.example.org/",
        Why.NOT_PUBLIC,
        {"xn--bcher-kva.example.org": [["10.0.0.1"]]},
    ),
    "umlaut-private": Probe(
        "http://Bücher.example.org/", Why.NOT_PUBLIC, {"xn--bcher-kva.example.org": [["10.0.0.1"]]}
    ),
}
_REBINDING = {
    "rebinding": Probe(f"http://{NAME}/", None, {NAME: [[PLAIN], ["127.0.0.1"]]}),
    "rebinding-tls": Probe(f"https://{NAME}/", None, {NAME: [[PLAIN], ["127.0.0.1"]]}),
    "rebinding-on-redirect": Probe(
        f"http://{NAME}/a", Why.NOT_PUBLIC, {NAME: [[PLAIN], ["127.0.0.1"]]}, {"/a": "/b"}
    ),
}
_REDIRECTS = {
    f"redirect-{key}": Probe(f"http://{NAME}/a", why, {"inside.example.org": [["10.0.0.1"]]}, to)
    for key, why, to in (
        ("number", Why.NOT_PUBLIC, {"/a": "http://127.0.0.1/"}),
        ("metadata", Why.NOT_PUBLIC, {"/a": "http://169.254.169.254/latest/"}),
        ("name", Why.NOT_PUBLIC, {"/a": "http://inside.example.org/"}),
        ("no-scheme", Why.NOT_PUBLIC, {"/a": "//10.0.0.1/"}),
        ("localhost", Why.NOT_PUBLIC, {"/a": "http://localhost/"}),
        ("decimal", Why.NOT_AN_ADDRESS, {"/a": "http://2130706433/"}),
        ("userinfo", Why.SIGN_IN_INSIDE, {"/a": f"http://{NAME}@127.0.0.1/"}),
        ("port", Why.PORT, {"/a": f"http://{NAME}:22/"}),
        ("file", Why.NOT_AN_ADDRESS, {"/a": "file:///etc/passwd"}),
        ("second", Why.NOT_PUBLIC, {"/a": f"http://{OTHER}/b", "/b": "http://[::1]/"}),
        ("for-ever", Why.TOO_MANY_REDIRECTS, {"/a": "/a"}),
        ("four", Why.TOO_MANY_REDIRECTS, {"/a": "/b", "/b": "/c", "/c": "/d", "/d": "/e"}),
        ("three", None, {"/a": "/b", "/b": "/c", "/c": "/d"}),
    )
}
_OTHERS = {
    "less-safe": Probe(f"https://{NAME}/a", Why.LESS_SAFE, {}, {"/a": f"http://{NAME}/b"}),
    "someone-else's-home": Probe(
        f"http://{NAME}/a",
        Why.NOT_PUBLIC,
        {"nas.example.org": [["192.168.1.5"]]},
        {"/a": "http://nas.example.org/"},
        allowed=("nas.example.org",),
    ),
    "another-port-at-home": Probe(
        "http://nas.example.org:8081/",
        Why.PORT,
        {"nas.example.org": [["192.168.1.5"]]},
        allowed=("nas.example.org:8080", "nas.example.org"),
    ),
    "beside-the-home": Probe(
        "http://evil-nas.example.org/",
        Why.NOT_PUBLIC,
        {"evil-nas.example.org": [["192.168.1.5"]]},
        allowed=("nas.example.org",),
    ),
    "mapped-public": Probe(f"http://[::ffff:{PLAIN}]/", None),
    "public": Probe(f"http://{NAME}/", None),
    "public-number": Probe(f"http://{PLAIN}/", None),
    "public-safe": Probe(f"webcal://{OTHER}/", None),
    "wrong-name-in-tls": Probe(
        "https://liar.example.org/", Why.TLS, {"liar.example.org": [[SAFE]]}
    ),
}

PROBES = {
    **_LITERAL,
    **_NAMED,
    **_NEAR,
    **_SPELT,
    **_HOMELY,
    **_USERINFO,
    **_PORTS,
    **_LISTS,
    **_REBINDING,
    **_REDIRECTS,
    **_OTHERS,
}
