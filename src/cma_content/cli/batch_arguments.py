"""The arguments of `batch`."""

from typing import Final

from cma_content.cli import handout_arguments
from cma_content.cli.argument_types import number_up_to
from cma_content.cli.parser import Parser
from cma_content.cli.terminal import PROGRAM

MOST_JOBS: Final = 256
ABOUT: Final = f"""\
Write the handouts of a roster: a table (CSV, XLSX) or a list in YAML with a row
for each. All rows are checked before the first is made; a row that fails costs
no other. What was made stands in batch.jsonl, beside the handouts.

  {PROGRAM} new roster roster.csv
  {PROGRAM} batch roster.csv --name {{region}}-{{layout}}
  {PROGRAM} batch roster.csv --name {{region}}-{{layout}} --resume
"""


def batch(parser: Parser) -> None:
    """Adds them."""
    parser.usage = f"{PROGRAM} batch ROSTER [SOURCE] [-o FOLDER] [OPTIONS]"
    parser.description = ABOUT
    parser.add_argument("roster", metavar="ROSTER", help="a table (CSV, XLSX) or a list in YAML (see: new roster)")
    parser.add_argument("source", nargs="?", metavar="SOURCE", help="a YAML article; without one, the guide")
    parser.add_argument(
        "-o", "--output", default="handouts", metavar="FOLDER", help="where to write (default: handouts)"
    )
    parser.add_argument(
        "--name",
        default="",
        metavar="TEMPLATE",
        help="what files are called whose row has no name: text with {article}, {edition}, {program}, {region}, "
        "{layout}, {preset}, {paper}, {audience}, {sections}, {cover} or {row} (default: the article, and each choice "
        "that is not the usual one)",
    )
    parser.add_argument(
        "--jobs",
        type=number_up_to(MOST_JOBS),
        default=0,
        metavar="N",
        help="how many processes work side by side (default: one for each processor)",
    )
    parser.add_argument(
        "--resume",
        action="store_true",
        help="keep the files of an earlier run that would be made the same, and make the others",
    )
    parser.add_argument(
        "--shared",
        default="",
        metavar="URL",
        help="a folder that every worker reaches, as fsspec names it (file:///mnt/handouts, s3://bucket/handouts): "
        "they write the handouts there, and batch.jsonl alone is in FOLDER",
    )
    handout_arguments.limits(parser)
    cluster = parser.add_argument_group("on other machines", "Needs the extra `cluster`; docs/how-to/cluster.md.")
    cluster.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="have the workers of this Dask scheduler make the handouts: tls://HOST:PORT, or tcp://HOST:PORT in a "
        "network whose every user you trust",
    )
    cluster.add_argument("--tls-ca-file", default="", metavar="FILE", help="whose certificates to trust, as PEM")
    cluster.add_argument("--tls-cert", default="", metavar="FILE", help="the certificate to show, as PEM")
    cluster.add_argument(
        "--tls-key", default="", metavar="FILE", help="its key, as PEM (without these: those of Dask's configuration)"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="print problems alone")
