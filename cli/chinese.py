"""命令行的中文: Click speaks through gettext; this table answers. Import before Click."""

import gettext

_WORDS = {
    "%(prog)s, version %(version)s": "%(prog)s 版本 %(version)s",
    "Aborted!": "已中止。",
    "Argument {name!r} takes {nargs} values.": "参数 {name!r} 需要 {nargs} 个值。",
    "Choose from:\n\t{choices}": "可选：\n\t{choices}",
    "Commands": "命令",
    "Could not open file {filename!r}: {message}": "无法打开文件 {filename!r}：{message}",
    "Error: {message}": "错误：{message}",
    "Got unexpected extra argument ({args})": "多出了无法识别的参数（{args}）",
    "Got unexpected extra arguments ({args})": "多出了无法识别的参数（{args}）",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "Invalid value: {message}": "值不对：{message}",
    "Missing argument": "缺少参数",
    "Missing command.": "缺少命令。",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "No such command {name!r}.": "没有命令 {name!r}。",
    "No such option {name!r}.": "没有选项 {name!r}。",
    "No such option: {name}": "没有选项 {name}",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "（是不是其中之一：{possibilities}？）",
    "Option {name!r} does not take a value.": "选项 {name!r} 不带值。",
    "Option {name!r} requires an argument.": "选项 {name!r} 需要一个值。",
    "Option {name!r} requires {nargs} arguments.": "选项 {name!r} 需要 {nargs} 个值。",
    "Options": "选项",
    "Positional arguments": "参数",
    "Show the version and exit.": "显示版本。",
    "Show this message and exit.": "显示本帮助。",
    "Try '{command} {option}' for help.": "用“{command} {option}”查看帮助。",
    "Usage:": "用法：",
    "default: {default}": "默认 {default}",
    "directory": "文件夹",
    "file": "文件",
    "path": "路径",
    "required": "必填",
    "{name} {filename!r} does not exist.": "{name} {filename!r} 不存在。",
    "{name} {filename!r} is a directory.": "{name} {filename!r} 是文件夹，应为文件。",
    "{name} {filename!r} is a file.": "{name} {filename!r} 是文件，应为文件夹。",
    "{name} {filename!r} is not readable.": "{name} {filename!r} 没有读取权限。",
    "{name} {filename!r} is not writable.": "{name} {filename!r} 没有写入权限。",
    "{value!r} is not a valid {number_type}.": "{value!r} 不是有效的数值。",
    "{value!r} is not {choice}.": "{value!r} 不在可选范围：{choice}。",
    "{value!r} is not one of {choices}.": "{value!r} 不在可选范围：{choices}。",
    "{value!r} does not match the format {format}.": "{value!r} 的格式应为 {format}。",
    "{value!r} does not match the formats {formats}.": "{value!r} 的格式应为 {formats} 之一。",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 内。",
}


def _singular(message: str) -> str:
    return _WORDS.get(message, message)


def _plural(msgid1: str, msgid2: str, n: int) -> str:
    return _singular(msgid1 if n == 1 else msgid2)


def speak_chinese() -> None:
    """Click binds these two names when it is first imported; there is no other door."""
    gettext.gettext = _singular
    gettext.ngettext = _plural
