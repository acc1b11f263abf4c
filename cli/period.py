"""How commands take a period."""

import click

from core.period import Period, parse_period

period_argument = click.argument("period", metavar="周期")
previous_option = click.option(
    "--previous", default="", metavar="周期", help="上一周期；不写则取紧挨着的、同样长的一段"
)


def read_period(text: str) -> Period:
    """The period that was meant, or a sentence that shows the forms."""
    try:
        return parse_period(text)
    except ValueError as wrong:
        raise click.BadParameter(str(wrong), param_hint="周期") from wrong
