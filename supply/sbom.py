"""A software bill of materials, CycloneDX 1.6, from a lock file: `python -m supply.sbom LOCK FILE`.

The same lock gives the same bytes: the serial number is drawn from what is pinned, and the time is that of
SOURCE_DATE_EPOCH, or the beginning of 1980 where it is not set.
"""

from __future__ import annotations

import os
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseAcknowledgement
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from .licences import declared, here
from .lock import ROOT, Pin, read

EARLIEST = 315532800  # 1980-01-01T00:00:00Z, the first time that a zip file can hold


def _component(pin: Pin) -> Component:
    licence = LicenseFactory().make_from_string
    address = PackageURL("pypi", None, pin.name, pin.version)
    return Component(
        type=ComponentType.LIBRARY,
        name=pin.name,
        version=pin.version,
        bom_ref=str(address),
        purl=address,
        licenses=[licence(declared(pin), license_acknowledgement=LicenseAcknowledgement.DECLARED)] if here(pin) else [],
        external_references=[
            ExternalReference(
                type=ExternalReferenceType.DISTRIBUTION,
                url=XsUri(str(address)),
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in pin.hashes],
            )
        ],
    )


def bill(lock: Path) -> Bom:
    """The bill of what a lock file pins: each package with version, hashes, licence and what it depends on.

    Raises:
        LookupError: the environment is not what the lock file says.

    """
    pins = read(lock)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    root = Component(
        type=ComponentType.APPLICATION,
        name=project["name"],
        version=project["version"],
        description=project["description"],
        bom_ref=project["name"],
        licenses=[LicenseFactory().make_from_string(project["license"])],
    )
    made = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", EARLIEST)), UTC)
    parts = {pin.name: _component(pin) for pin in pins}
    bom = Bom(
        components=parts.values(),
        metadata=BomMetaData(component=root, timestamp=made),
        serial_number=uuid5(NAMESPACE_URL, " ".join([project["version"], *(h for pin in pins for h in pin.hashes)])),
    )
    for name, part in {"": root, **parts}.items():
        bom.register_dependency(part, [parts[pin.name] for pin in pins if name in _askers(pin)])
    return bom


def _askers(pin: Pin) -> set[str]:
    """Who asks for a package; ourselves are the empty name, and an extra's (`httpx[http2]`) is its package's."""
    return {"" if name.startswith("-r ") else name.partition("[")[0] for name in pin.wanted_by}


if __name__ == "__main__":
    try:
        text = JsonV1Dot6(bill(Path(sys.argv[1]))).output_as_string(indent=2)
    except LookupError as trouble:
        sys.exit(str(trouble))
    Path(sys.argv[2]).write_text(text + "\n", "utf-8", newline="\n")
