"""Ways to damage an input: bytes, pieces with a meaning somewhere, lines, cells, numbers. A seed gives the same damage."""

import re

PIECES = [
    b"&a ", b"*a", b"? ", b"- ", b"{", b"}", b"[", b"]", b": ", b"\t", b"!!int ", b"---\n", b"...\n", b"yes", b".nan", b"1e999",
    b"<<: ", b'"', b"'", b"|\n", b"%YAML 1.1\n", b"\xef\xbb\xbf", b"\0", b"#", b",", b";", b"none", b"like", b"2020Q1", b"\r",
    b"\r\n", b"\n\n", b"\xe2\x80\xa8", "中".encode(), b"\x1b[31m", b"\x07", b"\xff\xfe", b"\xc3\x28", "＝1+1".encode(), b"=1+1",
    b"../", b"/dev/zero", b"schema: 1\n", b"arms:\n", b"\xe2\x80\xae", b"\xc2\xa0", b"%s%n", b"$(id)", b"{}", b"null", b"base: main.yaml\n",
]
VALUES = [
    b"", b"0", b"-0", b"-1", b"1", b"2", b"0.5", b"1e308", b"-1e308", b"1e-320", b"1e999", b"9223372036854775807", b"9223372036854775808",
    b"18446744073709551616", b"-9223372036854775809", b"4294967296", b"2147483648", b"nan", b"inf", b"-inf", b"NaN", b"NA", b"n/a", b".",
    b"NULL", b"1,5", b"1.5.2", b"1e", b"0x10", b"1_000", b"001", b"+1", b" 1", b"1 ", b"TRUE", b"true", b"\xe6\x98\xaf", b"99", b"-99",
    b"9999", b"45291", b"202401", b"2014Q2", b"2014-05-01", b"1e6", b"1000000", b"1e15", b"0.1", b"100", "１２".encode(), b"a" * 300,
]
NUMBER = re.compile(rb"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")


def damaged(content, others, random, is_bytes=False):
    """The content after one to six damages."""
    result = bytearray(content)
    ways = [bit, remove, repeat, overwrite] if is_bytes else [
        bit, remove, repeat, piece, piece, number, number, number, cell, cell, lines, drop_line, splice, cut]
    for _ in range(random.choice([1, 1, 1, 2, 3, 6])):
        random.choice(ways)(result, others, random)
    return bytes(result[: 1 << 20])


def place(result, random):
    return random.randrange(len(result) + 1)


def bit(result, others, random):
    if result:
        result[random.randrange(len(result))] = random.randrange(256)


def overwrite(result, others, random):
    start = place(result, random)
    result[start:start + 16] = random.choice([bytes(16), b"\xff" * 16, bytes(random.randrange(256) for _ in range(16))])


def remove(result, others, random):
    start = place(result, random)
    del result[start:start + random.choice([1, 1, 4, 40, 400])]


def repeat(result, others, random):
    start = place(result, random)
    result[start:start] = result[start:start + random.randrange(60)] * random.choice([1, 1, 2, 50])


def piece(result, others, random):
    start = place(result, random)
    result[start:start] = random.choice(PIECES)


def number(result, others, random):
    found = list(NUMBER.finditer(result))
    if found:
        match = random.choice(found)
        result[match.start():match.end()] = random.choice(VALUES)


def cell(result, others, random):
    rows = [row.split(b",") for row in bytes(result).split(b"\n")]
    row = random.choice(rows)
    at = random.randrange(len(row))
    if random.random() < 0.3:
        other = random.choice(rows)
        row[at] = other[random.randrange(len(other))]
    elif random.random() < 0.2:  # a whole column: of a code, of nothing
        value = random.choice(VALUES)
        for each in rows[1:]:
            if at < len(each):
                each[at] = value
    else:
        row[at] = random.choice(VALUES)
    result[:] = b"\n".join(b",".join(each) for each in rows)


def lines(result, others, random):
    rows = bytes(result).split(b"\n")
    a, b = random.randrange(len(rows)), random.randrange(len(rows))
    rows[a], rows[b] = rows[b], rows[a]
    result[:] = b"\n".join(rows)


def drop_line(result, others, random):
    rows = bytes(result).split(b"\n")
    del rows[random.randrange(len(rows))]
    result[:] = b"\n".join(rows)


def splice(result, others, random):
    other = random.choice(others)
    start = place(result, random)
    result[start:] = other[random.randrange(len(other) + 1):]


def cut(result, others, random):
    del result[place(result, random):]
