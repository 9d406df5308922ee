"""Writes the golden files of %printopts: what NumPy and pandas print.

    python printopts.py FOLDER
    python printopts.py --versions FILE     (only the first line, which names the versions)
    python printopts.py --generate ARRAYS FRAMES SEED FOLDER

The first writes arrays.txt, frames.txt and formats.txt into FOLDER; beside the tests they are packed
with gzip -9n. The last writes arrays.txt and frames.txt of generated cases alone, as many as it is
told; the same seed makes the same cases. Files are made of cases:

    array TYPE SHAPE OPTIONS        frame OPTIONS | text OPTIONS (a frame as text) | series OPTIONS
    = VALUE VALUE ...               = NAME TYPE VALUE VALUE ...    (one line for each column)
    > the text, line by line        > the text, line by line
                                    <row and <p: the HTML table's cells and the line below it,
                                    or <pre: the same text as HTML

    format FORMAT VALUE
    > the text

Values, names and options are percent-encoded, so that blanks separate them. A SHAPE is 2x3, or 2,0,1,
for rows of different length, which NumPy has not: they are printed row by row, as a matrix would be,
in the one format of all their values. In a list of values
"@range START STEP COUNT" stands for that many numbers. An empty list of options is "-".
The cases are listed below and made from a fixed seed: the same versions write the same files.
"""

import datetime
import decimal
import html.parser
import io
import math
import os
import random
import struct
import sys
import urllib.parse

import numpy as np
import pandas as pd


def quote(text):
    return urllib.parse.quote(str(text), safe="+-.:,@") or "%"


def option_text(options):
    return ";".join(f"{k}={quote(v)}" for k, v in options.items()) or "-"


# ---------------------------------------------------------------- arrays

DTYPES = {
    "double": np.float64,
    "float": np.float32,
    "long": np.int64,
    "int": np.int32,
    "short": np.int16,
    "byte": np.int8,
    "boolean": np.bool_,
    "String": np.str_,
    "char": np.str_,
}

# Functions that options name, and that the tests have in Java under the same names.
FUNCTIONS = {
    "hex": lambda value: format(int(value), "x"),
    "stars": lambda value: "*" * (1 + len(str(value))),
    "lines": lambda value: f"a\n{value}",
    "line_end": lambda value: f"a{value}\n",
    "yes": lambda value: "yes" if value else "no",
    "sign": lambda value: "minus" if value < 0 else "plus",
}

NUMPY_TYPES = {
    "precision": int,
    "threshold": int,
    "edgeitems": int,
    "linewidth": int,
    "suppress": lambda text: text == "true",
}


KINDS = ("all", "bool", "int", "int_kind", "float", "float_kind", "numpystr", "str_kind", "object")


class Arrays:
    def __init__(self, out):
        self.out = out

    def case(self, java_type, values, shape=None, **options):
        """One case: the values in C order."""
        tokens = [self.token(java_type, v) for v in values]
        array = np.array([self.value(java_type, t) for t in tokens], dtype=DTYPES[java_type])
        self.write(java_type, array.reshape(shape or array.shape), tokens, options)

    def range(self, java_type, start, step, count, shape=None, **options):
        """One case of evenly spaced numbers."""
        array = (start + step * np.arange(count)).astype(DTYPES[java_type])
        tokens = ["@range", repr(start), repr(step), str(count)]
        self.write(java_type, array.reshape(shape or array.shape), tokens, options)

    def write(self, java_type, array, tokens, options):
        shape = "x".join(str(n) for n in array.shape)
        formatter = {k: self.function(v) for k, v in options.items() if k in KINDS}
        settings = {k: NUMPY_TYPES.get(k, str)(v) for k, v in options.items() if k not in KINDS}
        settings["formatter"] = formatter or None
        with np.printoptions(**settings):
            text = np.array2string(array, separator=", ")
        self.put(java_type, shape, tokens, options, text)

    def ragged(self, java_type, rows, **options):
        """One case: rows of different length."""
        tokens = [self.token(java_type, v) for row in rows for v in row]
        array = np.array([self.value(java_type, t) for t in tokens], dtype=DTYPES[java_type])
        settings = {k: NUMPY_TYPES.get(k, str)(v) for k, v in options.items()}
        with np.printoptions(**settings):
            now = np.get_printoptions()
            word = np._core.arrayprint._get_format_function(array, **now | {"legacy": sys.maxsize})
            lines, at = [], 0
            for row in rows:
                part = array[at : at + len(row)]
                at += len(row)
                lines.append(
                    np.array2string(
                        part, separator=", ", prefix=" ", formatter={"all": word},
                        max_line_width=now["linewidth"] - 1, threshold=sys.maxsize,
                    )
                )
        text = "[" + ",\n ".join(lines) + "]" if array.size else "[]"
        self.put(java_type, "".join(f"{len(row)}," for row in rows), tokens, options, text)

    def put(self, java_type, shape, tokens, options, text):
        names = {f"formatter.{k}" if k in KINDS else k: v for k, v in options.items()}
        self.out.write(f"array {java_type} {shape} {option_text(names)}\n")
        self.out.write(" ".join(["=", *tokens]) + "\n")
        for line in text.split("\n"):
            self.out.write(f"> {line}\n")

    @staticmethod
    def function(text):
        return FUNCTIONS.get(text) or text.format

    @staticmethod
    def token(java_type, value):
        if java_type in ("double", "float"):
            return repr(float(np.dtype(DTYPES[java_type]).type(value)))
        if java_type == "boolean":
            return "true" if value else "false"
        return quote(value)

    @staticmethod
    def value(java_type, token):
        if java_type in ("double", "float"):
            return float(token)
        if java_type == "boolean":
            return token == "true"
        if java_type in ("String", "char"):
            return "" if token == "%" else urllib.parse.unquote(token)
        return int(token)


SPECIAL = [
    [0.0], [-0.0], [0.0, -0.0], [1.0], [1.5, -1.5], [0.1], [1 / 3], [2.0 / 3], [1.123456789],
    [float("nan")], [float("inf")], [float("-inf")], [float("nan"), 1.0], [float("inf"), 1.0],
    [float("-inf"), 1.0], [float("nan"), float("inf"), float("-inf"), 0.5],
    [float("nan"), float("inf")], [1e8, float("nan")], [1e-5, float("-inf")],
    [5e-324], [5e-324, 1.0], [2.2250738585072014e-308], [2.225073858507201e-308], [1e-310, 3e-320],
    [1.7976931348623157e308], [1.7976931348623157e308, 5e-324],
    [1e16], [1e16, 1.0], [9999999999999998.0], [9007199254740993.0], [9007199254740992.0, 0.5],
    [1e15], [123456789.0], [99999999.0], [1e8], [99999999.5], [1e7, 1e4], [1e7, 1e4 - 1],
    [1000.0, 1.0], [1001.0, 1.0], [1000.0000001, 1.0], [0.0001], [0.00009999], [9.999e-5, 1.0],
    [1e-4, 1e-1], [0.0001, 0.1000001], [1e23], [1e22], [2e23], [9.5e-3], [2e-3], [2.0**-44],
    [1e-16, 1, 2, 3], [0.5, 0.25, 0.125, 0.0625], [0.000030517578125], [2.5, 3.5, 4.5],
    [0.15, 0.25, 0.35], [1.005, 2.675, 1.115], [0.99999999999], [9.99999999999],
    [99999999.99999], [1.10, 2.20, 3.30], [12345.678, 0.001], [1e100, 1e-100],
    [100.0, 0.123456789012], [-1.0, 10.0, -100.0], [8.41, -0.0, 2.1e-9],
    [3.4028234663852886e38, 1.401298464324817e-45], [0.3, 0.12345678], [16777216.0, 16777217.0],
    [999999.0], [1e6], [1e6, 0.5], [1e-45, 1.0], [0.0001, 0.5], [65504.0, 6.1e-5],
]


def random_double(rng):
    kind = rng.randrange(11)
    if kind == 8:
        return math.ldexp(rng.randrange(1, 2**52), -1074) * rng.choice([1, -1])
    if kind == 9:
        return math.nextafter(10.0 ** rng.randrange(-5, 18), rng.choice([0.0, 1.0, 1e30]))
    if kind == 10:
        return struct.unpack("<f", struct.pack("<I", rng.getrandbits(32)))[0]
    if kind == 0:
        return struct.unpack("<d", struct.pack("<Q", rng.getrandbits(64)))[0]
    if kind == 1:
        return float(rng.randrange(-1000, 1000))
    if kind == 2:
        return round(rng.uniform(-100, 100), rng.randrange(6))
    if kind == 3:
        return rng.uniform(-1, 1) * 10.0 ** rng.randrange(-12, 20)
    if kind == 4:
        return rng.choice([0.0, -0.0, float("nan"), float("inf"), float("-inf"), 5e-324, 1e16])
    if kind == 5:
        return 2.0 ** rng.randrange(-80, 80)
    return rng.gauss(0, 1)


def random_options(rng):
    options = {}
    if rng.random() < 0.5:
        options["precision"] = rng.choice([0, 1, 2, 3, 4, 5, 10, 16, 17, 20])
    if rng.random() < 0.4:
        options["suppress"] = rng.choice(["true", "false"])
    if rng.random() < 0.4:
        options["floatmode"] = rng.choice(["fixed", "unique", "maxprec", "maxprec_equal"])
    if rng.random() < 0.3:
        options["sign"] = rng.choice(["+", "-", " "])
    if rng.random() < 0.3:
        options["linewidth"] = rng.choice([1, 10, 20, 40, 120])
    if rng.random() < 0.2:
        options["threshold"] = rng.choice([0, 1, 4, 10])
        options["edgeitems"] = rng.choice([0, 1, 2, 3])
    if rng.random() < 0.1:
        options["nanstr"] = rng.choice(["", "NA", "not a number"])
        options["infstr"] = rng.choice(["", "oo", "infinity"])
    return options


def arrays(out):
    a = Arrays(out)
    floats(a)
    others(a)
    formatters(a)
    generated_arrays(out, 900, 20)


def generated_arrays(out, count, seed):
    a = Arrays(out)
    rng = random.Random(seed)
    for _ in range(count):
        kind = rng.random()
        if kind < 0.15:
            generated_others(a, rng)
            continue
        if kind < 0.2:
            generated_ragged(a, rng)
            continue
        if kind < 0.22:
            generated_large(a, rng)
            continue
        shape = rng.choice([(1,), (2,), (3,), (7,), (12,), (2, 3), (4, 2), (7, 9), (2, 2, 2), (3, 1, 4), (1, 1, 1, 2)])
        size = int(np.prod(shape))
        java_type = rng.choice(["double", "double", "double", "float"])
        same = rng.random() < 0.5
        first = random_double(rng)
        values = [first * rng.choice([1, 2, 0.1]) if same else random_double(rng) for _ in range(size)]
        with np.errstate(over="ignore"):
            a.case(java_type, values, shape, **random_options(rng))


def generated_ragged(a, rng):
    options = random_options(rng)
    options.pop("threshold", None)
    java_type = rng.choice(["double", "double", "float", "int", "boolean", "String"])
    draw = {"int": lambda: rng.randrange(-1000, 1000), "boolean": lambda: rng.random() < 0.5,
            "String": lambda: random_text(rng)}.get(java_type, lambda: random_double(rng))
    rows = [[draw() for _ in range(rng.randrange(9))] for _ in range(rng.randrange(1, 6))]
    with np.errstate(over="ignore"):
        a.ragged(java_type, rows, **options)


def generated_large(a, rng):
    """Arrays that the default threshold cuts."""
    shape = rng.choice([(1100,), (40, 30), (2, 600), (11, 10, 10), (5, 1, 300)])
    size = int(np.prod(shape))
    java_type = rng.choice(["double", "float", "long", "short"])
    options = random_options(rng)
    options.pop("threshold", None)
    if java_type in ("double", "float"):
        a.range(java_type, random_step(rng), random_step(rng), size, shape, **options)
    else:
        a.range(java_type, rng.randrange(-99, 99), rng.randrange(1, 9), size, shape, **options)


def random_step(rng):
    return rng.choice([-0.25, 0.5, 3.0, 1e-3, 1e6, -7e-9])


def generated_others(a, rng):
    """An array of whole numbers, truths or strings."""
    shape = rng.choice([(1,), (2,), (5,), (30,), (2, 3), (9, 4), (2, 2, 2)])
    size = int(np.prod(shape))
    java_type = rng.choice(["byte", "short", "int", "long", "boolean", "String", "char"])
    bits = {"byte": 8, "short": 16, "int": 32, "long": 64}.get(java_type)
    if bits:
        values = [rng.randrange(-(2 ** (bits - 1)), 2 ** (bits - 1)) >> rng.randrange(bits) for _ in range(size)]
    elif java_type == "boolean":
        values = [rng.random() < 0.5 for _ in range(size)]
    elif java_type == "String":
        values = [random_text(rng) for _ in range(size)]
    else:
        values = [rng.choice("aZ09 '\"\\\t日é~") for _ in range(size)]
    options = random_options(rng)
    if rng.random() < 0.2:
        options[rng.choice(KINDS[:-1])] = rng.choice(["stars", "lines", "line_end"])
    a.case(java_type, values, shape, **options)


def formatters(a):
    numbers = [1.5, float("nan"), -2.25, float("inf")]
    for kind in ("float", "float_kind"):
        for form in ("{:.3f}", "{:>10.2e}", "x{:+.1f}", "stars", "lines", "line_end"):
            a.case("double", numbers, **{kind: form})
    a.case("float", [1.5, 2.0], float_kind="{:.3f}")
    a.case("double", numbers, float="{:.1f}", float_kind="{:.2f}", all="stars")
    a.case("double", numbers, float_kind="{:.2f}", all="stars")
    a.case("double", numbers, int="hex", str_kind="stars")
    a.range("double", 0.0, 0.5, 1200, float_kind="{:.2f}")
    a.range("double", 0.0, 0.5, 40, (4, 10), float_kind="{:8.2f}", linewidth="40")
    for kind in ("int", "int_kind"):
        a.case("int", [1, 255, 4096], **{kind: "hex"})
        a.case("byte", [1, 127], **{kind: "hex"})
    a.range("long", 0, 1000, 30, int_kind="hex")
    a.case("int", [1, 20], int="hex", all="stars")
    a.case("int", [1, 20], all="stars", float_kind="{:.1f}")
    a.case("boolean", [True, False], bool="yes")
    a.case("boolean", [True, False], all="yes", int_kind="hex")
    a.case("String", ["a", "bcd", ""], numpystr="stars")
    a.case("String", ["a", "bcd", ""], str_kind="stars")
    a.case("String", ["a", "bcd"], str_kind="stars", numpystr="yes", all="lines")
    a.case("char", ["a", "b"], str_kind="stars")
    a.case("String", ["a", "bcd"], object="stars")


def floats(a):
    for values in SPECIAL:
        for java_type in ("double", "float"):
            with np.errstate(over="ignore"):
                a.case(java_type, values)
                a.case(java_type, values, precision=3)
                a.case(java_type, values, suppress="true")
                a.case(java_type, values, floatmode="unique")
                a.case(java_type, values, floatmode="fixed", precision=4)
                a.case(java_type, values, floatmode="maxprec", precision=2, sign=" ")
    # The shortest digits are a power of ten, the exact value is less.
    a.case("float", [-0.01, 1.2345678e-5])
    a.case("float", [0.01, 1.2345678e-5], precision=3)
    a.case("double", [1e23, 1.2345678901234567e-5], precision=17)
    a.case("double", [], (0,))
    a.case("double", [], (2, 0))
    a.range("double", 0.0, 1.0, 1000)
    a.range("double", 0.0, 1.0, 1001)
    a.range("double", 0.0, 0.1, 10000, (100, 100))
    a.range("double", 0.0, 0.1, 10000, (10, 10, 100))
    a.range("double", 0.0, 0.1, 24, (2, 3, 4))
    a.range("double", 0.0, 0.1, 120, (2, 3, 4, 5))
    a.range("double", 0.0, 1e-7, 100000)
    a.range("double", -5.0, 1e3, 2000, (2, 1000))
    for edge in (0, 1, 2, 5, 600):
        a.range("double", 0.0, 1.5, 1200, edgeitems=edge)
        a.range("double", 0.0, 1.5, 1200, (30, 40), edgeitems=edge)
    for threshold in (0, 5, 10, 11):
        a.range("double", 0.0, 1.0, 11, threshold=threshold)
    for width in (1, 5, 10, 11, 12, 30, 75, 200):
        a.range("double", 0.0, 0.25, 40, linewidth=width)
        a.range("double", 0.0, 0.25, 40, (4, 10), linewidth=width)
        a.range("double", 0.0, 0.25, 40, (2, 2, 10), linewidth=width)
    for sign in "-+ ":
        a.case("double", [1.5, float("nan"), float("-inf")], sign=sign)
        a.case("double", [1.5, float("nan"), float("inf")], sign=sign, nanstr="missing", infstr="oo")
        a.case("double", [-0.0, 1.0], sign=sign)
        a.case("double", [1e10, 1e-10], sign=sign)
        a.case("double", [float("-inf")], sign=sign, infstr="")


def others(a):
    for java_type, low, high in (
        ("byte", -128, 127),
        ("short", -32768, 32767),
        ("int", -(2**31), 2**31 - 1),
        ("long", -(2**63), 2**63 - 1),
    ):
        a.case(java_type, [0])
        a.case(java_type, [1, -10, 100])
        a.case(java_type, [low, high, 0])
        a.case(java_type, [1, 2, 3, 4], (2, 2))
        a.case(java_type, [], (0,))
        for sign in "-+ ":
            a.case(java_type, [1, 20, 100], sign=sign)
            a.case(java_type, [-1, 20, 100], sign=sign)
            a.case(java_type, [-3, -20], sign=sign)
    a.range("int", 0, 1, 10, threshold=5)
    a.range("int", 0, 1, 1000)
    a.range("int", 0, 1, 1001)
    a.range("long", 0, 1000003, 5000, (50, 100))
    a.range("int", 0, 1, 24, (2, 3, 4))
    a.range("int", 0, 7, 3000, (10, 10, 30), edgeitems=2)
    a.range("int", 0, 1, 100, linewidth=30)
    a.case("boolean", [True])
    a.case("boolean", [False])
    a.case("boolean", [True, False, True])
    a.case("boolean", [True, False, False, True], (2, 2))
    a.case("String", ["a"])
    a.case("String", ["a", "bc", ""])
    a.case("String", ["it's", 'say "x"', "both ' and \"", "back\\slash"])
    a.case("String", ["line\nbreak", "tab\t", "cr\r", "bell\x07", "\x7f", "\u200b", "\u00a0"])
    a.case("String", ["größe", "日本語", "😀", "e\u0301", "\U000e0001"])
    a.case("String", ["word"] * 30)
    a.case("String", ["日本語"] * 30)
    a.case("String", ["a", "b", "c", "d"], (2, 2))
    a.case("String", [f"w{i}" for i in range(20)], threshold=6)
    a.case("char", list("hello"))
    a.case("char", ["'", '"', "\\", "\n"])


# ---------------------------------------------------------------- frames

# A column of a Java type becomes the pandas column that docs/printopts.md names; "?" is one
# that takes null, and that is of the other type when it has none.
PANDAS_TYPES = {
    "int": "int32",
    "int?": "Int32",
    "long": "int64",
    "long?": "Int64",
    "double": "float64",
    "double?": "float64",
    "float": "float32",
    "boolean": "bool",
    "boolean?": "boolean",
    "String": "str",
    "date": "object",
    "datetime": "datetime64[us]",
    "decimal": "object",
    "null": "object",
    "object": "object",
}

INT_OPTIONS = ("max_rows", "min_rows", "max_columns", "max_colwidth", "width", "precision")


def pandas_option(name, text):
    if text == "none":
        return None
    if name in INT_OPTIONS:
        return int(text)
    if name == "chop_threshold":
        return float(text)
    if name == "float_format":
        if text in FUNCTIONS:
            return FUNCTIONS[text]
        return text.format if "{" in text else lambda value: text % value
    return {"true": True, "false": False}.get(text, text)


def cell_token(value):
    """A value as the golden file has it: its type's letter, a colon and its text."""
    if value is None:
        return "n"
    letter = {
        bool: "b", int: "i", float: "d", str: "s", decimal.Decimal: "D",
        datetime.date: "t", datetime.datetime: "T", datetime.time: "h",
    }[type(value)]
    text = value.isoformat() if letter in "tTh" else str(value).lower() if letter == "b" else value
    return f"{letter}:{quote(repr(text) if letter == 'd' else text)}"


class Cells(html.parser.HTMLParser):
    """The cells of a table, row by row, and the paragraphs below."""

    def __init__(self):
        super().__init__()
        self.rows = []
        self.paragraphs = []
        self.text = None

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td", "p"):
            self.text = ""

    def handle_data(self, data):
        if self.text is not None:
            self.text += data

    def handle_endtag(self, tag):
        if tag in ("th", "td"):
            self.rows[-1].append(self.text)
        if tag == "p":
            self.paragraphs.append(self.text)
        if tag in ("th", "td", "p"):
            self.text = None


class Frames:
    def __init__(self, out):
        self.out = out

    def frame(self, *columns, **options):
        """One case: columns are (name, type, values)."""
        frame = pd.DataFrame({name: self.series(kind, values) for name, kind, values in columns})
        with self.context(options):
            text, table = repr(frame), frame._repr_html_()
        text = text.replace("<class 'pandas.DataFrame'>", "<class 'org.dflib.DataFrame'>")
        self.out.write(f"frame {option_text(options)}\n")
        self.write(columns, text)
        cells = Cells()
        cells.feed(table)
        if table.startswith("<pre>"):
            self.out.write("<pre\n")
        for row in cells.rows:
            self.out.write(" ".join(["<row", *[quote(cell) for cell in row]]) + "\n")
        for paragraph in cells.paragraphs:
            self.out.write(f"<p {quote(paragraph)}\n")

    def whole(self, *columns):
        """One case: the frame as to_string shows it, and the options that do the same."""
        frame = pd.DataFrame({name: self.series(kind, values) for name, kind, values in columns})
        options = {name: "none" for name in ("max_rows", "max_columns", "max_colwidth", "width")}
        self.out.write(f"text {option_text(options)}\n")
        self.write(columns, frame.to_string())

    def column(self, kind, values, **options):
        """One case: a series."""
        with self.context(options):
            text = repr(self.series(kind, values))
        self.out.write(f"series {option_text(options)}\n")
        self.write([("-", kind, values)], text)

    @staticmethod
    def series(kind, values):
        known = kind if None in values else kind.rstrip("?")
        return pd.Series(values, dtype=PANDAS_TYPES[known])

    @staticmethod
    def context(options):
        settings = ["display.max_columns", 20, "display.memory_usage", False]
        for name, text in options.items():
            settings += [f"display.{name}", pandas_option(name, text)]
        return pd.option_context(*settings)

    def write(self, columns, text):
        for name, kind, values in columns:
            tokens = [cell_token(value) for value in values]
            self.out.write(" ".join(["=", quote(name), kind, *tokens]) + "\n")
        for line in text.split("\n"):
            self.out.write(f"> {line}\n")


def random_cell(rng, kind):
    if kind == "null" or kind.endswith("?") and rng.random() < 0.2:
        return None
    if kind in ("String", "object", "date", "datetime", "decimal") and rng.random() < 0.1:
        return None
    kind = kind.rstrip("?")
    if kind == "int":
        return rng.randrange(-1000, 1000)
    if kind == "long":
        return rng.randrange(-(10 ** rng.randrange(1, 18)), 10 ** rng.randrange(1, 18))
    if kind == "float":
        return float(np.float32(rng.gauss(0, 10)))
    if kind == "double":
        return random_real(rng)
    if kind == "boolean":
        return rng.random() < 0.5
    if kind == "String":
        return random_text(rng)
    if kind == "date":
        return datetime.date(rng.randrange(1900, 2100), rng.randrange(1, 13), rng.randrange(1, 29))
    if kind == "datetime":
        step = rng.choice([{"days": 1}, {"seconds": 1}, {"milliseconds": 1}, {"microseconds": 1}])
        return datetime.datetime(2020, 1, 1) + rng.randrange(10**4) * datetime.timedelta(**step)
    if kind == "decimal":
        return decimal.Decimal(rng.randrange(-(10**6), 10**6)).scaleb(-rng.randrange(4))
    return random_cell(rng, rng.choice(["int", "double", "String", "boolean", "date", "decimal"]))


def random_values(rng, kind, count):
    """Values of which the first shows what the column's type is."""
    values = [random_cell(rng, kind) for _ in range(count)]
    if kind in ("object", "decimal"):
        values[0] = decimal.Decimal("12.50")
    while values[0] is None and kind != "null":
        values[0] = random_cell(rng, kind)
    return values


def random_real(rng):
    kind = rng.randrange(7)
    if kind == 0:
        return float(rng.randrange(-1000, 1000))
    if kind == 1:
        return round(rng.uniform(-100, 100), 2)
    if kind == 2:
        return rng.uniform(-1, 1) * 10.0 ** rng.randrange(-9, 12)
    if kind == 3:
        return rng.choice([0.0, -0.0, float("nan"), float("inf"), float("-inf"), 1e16, 5e-324])
    return rng.gauss(0, 1)


def random_text(rng):
    words = ["a", "tunnel", "größe", "日本語", "<b>bold</b>", "a & b", "two  blanks", "", "line\nbreak",
             "😀", "tab\there", " padded ", "x" * rng.randrange(70), "$1$", "'quoted'", "NaN", "None"]
    return rng.choice(words)


def random_frame_options(rng):
    options = {}
    choices = {
        "max_rows": ["1", "2", "3", "5", "10", "none"],
        "min_rows": ["0", "1", "2", "4", "7", "none"],
        "max_columns": ["1", "2", "3", "4", "7", "none"],
        "max_colwidth": ["0", "2", "5", "10", "20", "none"],
        "width": ["1", "20", "40", "60", "120", "none"],
        "precision": ["0", "1", "2", "3", "10", "17"],
        "chop_threshold": ["0.5", "0", "0.99", "none"],
        "float_format": ["{:,.2f}", "${:,.2f}", "%.2f", "%8.1e", "{:.1f}", "{:>10.3g}", "{:+.1%}", "sign", "none"],
        "show_dimensions": ["true", "false", "truncate"],
        "colheader_justify": ["left", "right", "center"],
        "expand_frame_repr": ["true", "false"],
        "unicode.east_asian_width": ["true", "true", "false"],
        "unicode.ambiguous_as_wide": ["true"],
    }
    for name, values in choices.items():
        if rng.random() < 0.2:
            options[name] = rng.choice(values)
    if rng.random() < 0.05 and options.get("max_rows") != "none":
        options["large_repr"] = "info"
    return options


REALS = [
    [10.0, 1.0, 0.1], [3.141592], [10000000.0, 34589234.4], [0.5, 0.0005], [1.0, 2.0, 3.0],
    [0.0, -0.0], [1e-7, 1.0], [1e-6, 1.0], [9.9999999e-7], [1e6, 0.5], [1000001.0, 0.5],
    [1e15, 1.0], [1e16, 1.0], [1e16], [9007199254740993.0, 0.1], [1e100, 1e-100], [5e-324],
    [float("nan")], [float("nan"), 1.5], [float("inf"), 1.0], [float("-inf"), float("nan"), 2.25],
    [123456.789, 1.1], [1234567.891, 1.1], [0.1, 0.12, 0.123456789], [-1.5, 2.25], [1.7976931348623157e308],
    [100.0, 1e5], [0.125, 2.675, 1.005],
]


def frames(out):
    f = Frames(out)
    for values in REALS:
        for options in ({}, {"precision": "3"}, {"chop_threshold": "0.99"}, {"float_format": "{:.1f}"},
                        {"float_format": "${:,.2f}"}, {"float_format": "%.2f"}, {"precision": "0"}):
            f.column("double", values, **options)
            f.frame(("x", "double", values), **options)
        with np.errstate(over="ignore"):
            single = float(np.float32(values[0]))
        f.frame(("x", "float", [single, 1.5]), ("y", "object", [values[0], "text"]))
    fixed_frames(f)
    fixed_series(f)
    wide_frames(f)
    info_frames(f)
    generated_frames(out, 500, 21)


def generated_frames(out, count, seed):
    """Generated frames, and half as many series."""
    f = Frames(out)
    rng = random.Random(seed)
    kinds = [k for k in PANDAS_TYPES]
    for _ in range(count):
        height = rng.choice([1, 2, 3, 5, 5, 8, 8, 12, 12, 61])
        width = rng.choice([1, 2, 3] if height > 12 else [1, 2, 3, 4, 6, 9, 21])
        names = rng.sample(COLUMN_NAMES, width)
        chosen = [rng.choice(kinds) for _ in names]
        columns = [(n, k, random_values(rng, k, height)) for n, k in zip(names, chosen)]
        f.frame(*columns, **random_frame_options(rng))
    for _ in range(count // 2):
        kind = rng.choice(kinds)
        height = rng.choice([1, 2, 3, 5, 12, 61])
        f.column(kind, random_values(rng, kind, height), **random_frame_options(rng))


COLUMN_NAMES = (
    ["a", "b", "id", "name", "price", "日本", "größe", "<i>", "a  b", "x_y", "order total", "2024"]
    + ["a long name of a column that is longer than most", "\ttab", "name " * 14 + "end"]
    + [f"c{i}" for i in range(12)]
)


def fixed_frames(f):
    rows = list(range(458))
    nine = [(f"column{i}", "int", rows) for i in range(9)]
    f.frame(*nine)
    f.frame(*nine, max_rows="500")
    f.frame(*nine, width="40")
    f.frame(*nine, max_columns="4", max_rows="4")
    f.frame(*nine[:2], show_dimensions="true")
    f.frame(*nine[:2], show_dimensions="false", max_rows="6")
    f.frame(*[(f"c{i}", "double", [i / 3, i * 1e3]) for i in range(30)])
    f.frame(*[(f"c{i}", "double", [i / 3, i * 1e3]) for i in range(30)], max_columns="none")
    f.frame(*[(f"c{i}", "double", [i / 3, i * 1e3]) for i in range(30)], max_columns="none", expand_frame_repr="false")
    f.frame(("text", "String", ["x" * 60, "y"]), ("n", "int", [1, 2]))
    f.frame(("text", "String", ["x" * 60, "y"]), max_colwidth="none", width="none")
    f.whole(*[(f"column {i}", "double", [n / 3 for n in range(70)]) for i in range(30)], ("text", "String", ["x" * 60] * 70))
    f.frame(("a", "int", []), ("b", "String", []))
    f.frame(("a", "int", []), show_dimensions="true")
    for header in ("left", "center", "right"):
        f.frame(("a long heading", "int", [1, 2]), ("b", "String", ["some text", "x"]), colheader_justify=header)
    for most, least in ((60, 10), (10, 60), (5, 5), (5, 3), (3, 1), (1, 1), (2, 2), (4, "none"), (7, 0)):
        f.frame(("a", "int", list(range(100))), ("bcdef", "double", [i / 4 for i in range(100)]),
                max_rows=str(most), min_rows=str(least))


def wide_frames(f):
    texts = ["日本語", "abc", "😀 ok", "ｗｉｄｅ", "±αß§", "e\u0301", "한국어", None]
    numbers = [float(i) for i in range(len(texts))]
    for header in ("left", "center", "right"):
        for options in ({"unicode.east_asian_width": "true"}, {},
                        {"unicode.east_asian_width": "true", "unicode.ambiguous_as_wide": "true"},
                        {"unicode.ambiguous_as_wide": "true"}):
            f.frame(("名前", "String", texts), ("±n", "double", numbers), ("長い名前の列", "String", ["x"] * len(texts)),
                    colheader_justify=header, **options)
            f.frame(("名前", "String", texts), ("n", "double", numbers), max_colwidth="4", max_rows="4", min_rows="4",
                    colheader_justify=header, **options)
            f.frame(*[(f"列{i}", "String", texts) for i in range(12)], width="40", colheader_justify=header, **options)
    for width in ("2", "5"):
        f.frame(("n", "double", numbers), ("日本", "String", texts), max_colwidth=width,
                **{"unicode.east_asian_width": "true"})
    f.column("String", texts, **{"unicode.east_asian_width": "true"})
    f.column("String", texts, **{"unicode.east_asian_width": "true", "max_rows": "4", "min_rows": "2"})


def info_frames(f):
    rows = list(range(70))
    mixed = [
        ("id", "int", rows), ("名前", "String", ["x", None] * 35), ("price", "double", [1.5, float("nan")] * 35),
        ("when", "datetime", [datetime.datetime(2020, 1, 2)] * 70), ("ok", "boolean?", [True, None] * 35),
        ("n", "long?", [1] * 69 + [None]), ("any", "object", [decimal.Decimal("1.5"), None] * 35),
    ]
    f.frame(*mixed, large_repr="info")
    f.frame(*mixed, large_repr="info", **{"unicode.east_asian_width": "true"})
    f.frame(*mixed, large_repr="info", max_rows="70")
    f.frame(*mixed, large_repr="info", max_rows="100", max_columns="3")
    f.frame(*mixed, large_repr="info", max_rows="100", width="10")
    f.frame(*mixed, large_repr="info", max_rows="100", width="10", expand_frame_repr="false")
    f.frame(*mixed, large_repr="info", max_rows="100", width="none")
    f.frame(*[(f"c{i}", "int", [1, 2]) for i in range(100)], large_repr="info")
    f.frame(*[(f"c{i}", "int", [1, 2]) for i in range(101)], large_repr="info")
    f.frame(("a", "int", []), large_repr="info", max_columns="none")
    f.frame(("a", "int", []), ("b", "int", []), large_repr="info", max_columns="1")


def fixed_series(f):
    f.column("int", [])
    f.column("double", [])
    f.column("long", list(range(100)))
    f.column("long", list(range(100)), max_rows="5", min_rows="2", show_dimensions="false")
    f.column("String", ["a", "bc", None])
    f.column("boolean", [True, False])
    f.column("boolean?", [True, None])
    f.column("int?", [1, None, -20])
    f.column("date", [datetime.date(2020, 1, 2), None])
    f.column("datetime", [datetime.datetime(2020, 1, 2), None])
    f.column("datetime", [datetime.datetime(2020, 1, 2, 3, 4, 5, 6), datetime.datetime(2020, 1, 2)])
    f.column("datetime", [datetime.datetime(2020, 1, 2, 3, 4, 5, 6000), None])
    f.column("object", [1, 2.5, "x", None, True, float("nan"), datetime.time(10), datetime.time(1, 2, 3, 4)])
    f.column("decimal", [decimal.Decimal("1.50"), decimal.Decimal("1E+3"), decimal.Decimal("-0.0000001")])
    f.column("String", ["a"] * 100, max_rows="4")


# ---------------------------------------------------------------- formats


def formats(out, count=600, seed=22):
    rng = random.Random(seed)
    fixed = ["{:,.2f}", "${:,.2f}", "%.2f", "{}", "{:.3}", "{0:.1f}", "{{{:.1f}}}", "100%% of %5.1f m", "{:%}", "{:g}", "%g"]
    values = [10000000.0, 34589234.4, 3.141592, 0.0, -0.0, float("nan"), float("inf"), -1234.5, 1e16, 1e-5, 123456789.0, 0.5, 2.5]
    for form in fixed:
        for value in values:
            format_case(out, form, value)
    for _ in range(count):
        form = random_percent(rng) if rng.random() < 0.3 else random_brackets(rng)
        format_case(out, form, random_double(rng))


def random_brackets(rng):
    align = rng.choice(["", "", "<", ">", "^", "=", "*<", "x^", "0>"])
    sign = rng.choice(["", "", "+", "-", " "])
    zero = rng.choice(["", "", "0"]) if not align else ""
    width = rng.choice(["", "5", "12", "20"])
    group = rng.choice(["", "", ",", "_"])
    precision = rng.choice(["", ".0", ".1", ".2", ".6", ".17"])
    kind = rng.choice(["", "f", "F", "e", "E", "g", "G", "%"])
    return "{:" + align + sign + (zero if width else "") + width + group + precision + kind + "}"


def random_percent(rng):
    flags = "".join(f for f in "-+ 0" if rng.random() < 0.25)
    width = rng.choice(["", "5", "12", "20"])
    precision = rng.choice(["", ".0", ".1", ".2", ".6", ".17"])
    return "%" + flags + width + precision + rng.choice("fFeEgG")


def format_case(out, form, value):
    text = form.format(value) if "{" in form else form % value
    out.write(f"format {quote(form)} {value!r}\n> {text}\n")


# ---------------------------------------------------------------- main


def header(out):
    out.write(f"# NumPy {np.__version__}, pandas {pd.__version__}; made by magics/src/test/oracle/printopts.py\n")
    out.write(f"# numpy {option_text(np.get_printoptions())}\n")
    out.write(f"# display {option_text({name: pd.get_option('display.' + name) for name in PANDAS_OPTIONS})}\n")


# Those of pandas' options that we have. A notebook's max_columns is 20, a terminal's 0.
PANDAS_OPTIONS = (
    "chop_threshold", "colheader_justify", "expand_frame_repr", "float_format", "large_repr", "max_colwidth",
    "max_rows", "min_rows", "precision", "show_dimensions", "unicode.ambiguous_as_wide",
    "unicode.east_asian_width", "width",
)


def write(folder, name, cases):
    with io.open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as out:
        header(out)
        cases(out)


def main(folder):
    write(folder, "arrays.txt", arrays)
    write(folder, "frames.txt", frames)
    write(folder, "formats.txt", formats)


def generate(array_count, frame_count, seed, folder):
    write(folder, "arrays.txt", lambda out: generated_arrays(out, array_count, seed))
    write(folder, "frames.txt", lambda out: generated_frames(out, frame_count, seed))


if __name__ == "__main__":
    if sys.argv[1] == "--generate":
        generate(int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
    elif sys.argv[1] == "--versions":
        with io.open(sys.argv[2], "w", encoding="utf-8") as only:
            header(only)
    else:
        main(sys.argv[1])
