import pytest

from extract.terminal import shown


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("\x1b[2J\x1b]0;title\x07", "\\u001b[2J\\u001b]0;title\\u0007"),
        ("报告\r已发布", "报告 已发布"),
        ("一\n二\u2028三", "一↵二 三"),
        ("\u202etxt.exe", "\\u202etxt.exe"),  # would be shown from right to left
        ("\u2066\u200b\ufeff\x9b", "\\u2066\\u200b\\ufeff\\u009b"),
        ("江干区 [bold]\\u0041\u3000%s", "江干区 [bold]\\u0041 %s"),
    ],
)
def test_what_would_steer_a_terminal_is_spelled_out(text: str, printed: str) -> None:
    assert shown(text) == printed
    assert all(character.isprintable() for character in shown(text))
