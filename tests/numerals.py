"""Chinese numerals written by the rules of the language, to hold the parsers against."""

DIGITS = "零一二三四五六七八九"
UNITS = ("", "十", "百", "千")


def chinese(number: int) -> str:
    """A number from 0 to 99,999,999 as it is spoken: 103 is 一百零三, 15 is 十五."""
    if number == 0:
        return DIGITS[0]
    high, low = divmod(number, 10_000)
    parts = [_below_10000(high) + "万"] if high else []
    if low:
        parts.append(("零" if high and low < 1000 else "") + _below_10000(low))
    spoken = "".join(parts)
    return spoken.removeprefix("一") if spoken.startswith("一十") else spoken


def chinese_digits(number: int) -> str:
    """A number digit by digit: 2020 is 二〇二〇."""
    return "".join(DIGITS[int(digit)] for digit in str(number)).replace("零", "〇")


def _below_10000(number: int) -> str:
    spoken, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            spoken += ("零" if gap and spoken else "") + DIGITS[digit] + UNITS[place]
            gap = False
        else:
            gap = True
    return spoken
