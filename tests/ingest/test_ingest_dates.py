"""Dates as reports write them; each case is a line: as written => ISO 8601, empty where no honest reading exists."""

import pytest

from bukti.ingest.dates import iso_date

CASES = """
2023-10-17 => 2023-10-17
2023-10 => 2023-10
2023 => 2023
2023-10-17T10:15:00+07:00 => 2023-10-17T10:15:00+07:00
2023-10-17 10:15 => 2023-10-17T10:15
2023-10-17T10:15:00Z => 2023-10-17T10:15:00Z
Tue, 17 Oct 2023 10:00:00 +0700 => 2023-10-17T10:00:00+07:00
17 Oktober 2023 => 2023-10-17
Selasa, 17/10/2023, 10:15 WIB => 2023-10-17T10:15+07:00
Oktober 2023 => 2023-10
17 октября 2023 года => 2023-10-17
17 жовтня 2023 => 2023-10-17
Dienstag, 17. Oktober 2023, 14.05 Uhr => 2023-10-17T14:05
October 17, 2023 at 5:03 p.m. EDT => 2023-10-17T17:03-04:00
17.10.2023 => 2023-10-17
03.04.2023 => 2023-04-03
4/4/2023 => 2023-04-04
1/13/2023 => 2023-01-13
03/04/2023 =>
31 February 2023 =>
31 Februari 2023 =>
31.02.2023 =>
2023-02-31 =>
2023-13-01 =>
2023-10-17T25:00 =>
٢٠٢٣-١٠ => 2023-10
٢٠٢٣ => 2023
Tue, 10 Oct 2023 10:00:00 +99999999999999 =>
yesterday =>
5 Mei =>
10:15 =>
Note =>
0 =>
"""


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_a_date(case):
    written, _, expected = case.partition("=>")
    assert iso_date(written.strip()) == expected.strip()


def test_a_date_of_a_thousand_characters_is_none():
    assert iso_date("17 Oktober 2023 " * 100) == ""
