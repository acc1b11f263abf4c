"""govpatrol template: an empty registry workbook."""

from pathlib import Path

import click

from cli.terminal import screen
from registry.templates import write_template
from registry.vocabulary import forms


@click.command("template", help="生成名录模板表格，带表头、示例、下拉选项和填写说明。")
@click.argument("kind", type=click.Choice(sorted(forms())), metavar="|".join(sorted(forms())))
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="文件；不写则按中文名存在当前文件夹",
)
def command(kind: str, output: Path | None) -> None:
    """Write it, never over an existing file that the person did not name."""
    path = output or Path(f"{forms()[kind].title}模板.xlsx")
    if output is None and path.exists():
        raise click.ClickException(f"{path} 已存在。用 -o 指定另一个文件名。")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_template(kind, path)
    except OSError as wrong:
        raise click.ClickException(f"写不进 {path}：{wrong.strerror or wrong}") from wrong
    screen.print(f"模板：{path}")
