"""A link as a picture for another phone's camera."""

import io

from markupsafe import Markup


def svg(link: str) -> Markup:
    """The QR code as inline SVG without sizes, so that CSS decides. Error level M."""
    import segno  # noqa: PLC0415 - takes a start 25 ms, and few pages show one

    out = io.BytesIO()
    segno.make(link, error="m").save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        border=2,
        svgclass="qr",
        lineclass=None,
    )
    return Markup(out.getvalue().decode())  # noqa: S704  # nosec B704  # numbers only
