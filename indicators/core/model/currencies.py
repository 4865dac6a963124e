"""Currencies: the ISO 4217 codes, and the signs and words that stand for them."""

from __future__ import annotations

# List One (currencies, funds, precious metals) of the maintenance agency, SIX, with amendments up to 180, in force
# since 1 January 2026. Withdrawn codes are out: BGN (2026), ANG (2025), ZWL (2024), SLL (2024), HRK (2023), CUC (2021).
# Tables read better in rows than with one entry a line.
# fmt: off
ISO_4217: frozenset[str] = frozenset({
    "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BHD",
    "BIF", "BMD", "BND", "BOB", "BOV", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF",
    "CHE", "CHF", "CHW", "CLF", "CLP", "CNY", "COP", "COU", "CRC", "CUP", "CVE", "CZK", "DJF",
    "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP",
    "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR",
    "ISK", "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT",
    "LAK", "LBP", "LKR", "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP",
    "MRU", "MUR", "MVR", "MWK", "MXN", "MXV", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR",
    "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB",
    "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN",
    "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH",
    "UGX", "USD", "USN", "UYI", "UYU", "UYW", "UZS", "VED", "VES", "VND", "VUV", "WST", "XAD",
    "XAF", "XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XCD", "XCG", "XDR", "XOF", "XPD", "XPF",
    "XPT", "XSU", "XTS", "XUA", "XXX", "YER", "ZAR", "ZMW", "ZWG",
})

# What people write, in lower case, and the codes it may mean; of several, the reader asks. The plain dollar is USD.
MONEY_WORDS: dict[str, tuple[str, ...]] = {
    "$": ("USD",), "us$": ("USD",), "usd$": ("USD",), "dollar": ("USD",), "dollars": ("USD",),
    "us dollar": ("USD",), "us dollars": ("USD",), "美元": ("USD",),
    "hk$": ("HKD",), "港元": ("HKD",), "港币": ("HKD",), "nt$": ("TWD",), "s$": ("SGD",), "a$": ("AUD",),
    "au$": ("AUD",), "c$": ("CAD",), "ca$": ("CAD",), "nz$": ("NZD",), "r$": ("BRL",),
    "€": ("EUR",), "euro": ("EUR",), "euros": ("EUR",), "欧元": ("EUR",),
    "£": ("GBP",), "pound sterling": ("GBP",), "pounds sterling": ("GBP",), "sterling": ("GBP",), "英镑": ("GBP",),
    "yuan": ("CNY",), "rmb": ("CNY",), "renminbi": ("CNY",), "cn¥": ("CNY",), "rmb¥": ("CNY",),
    "元": ("CNY",), "人民币": ("CNY",), "元人民币": ("CNY",),
    "yen": ("JPY",), "jp¥": ("JPY",), "円": ("JPY",), "日元": ("JPY",),
    "won": ("KRW",), "₩": ("KRW",), "₹": ("INR",), "₺": ("TRY",), "₪": ("ILS",), "₫": ("VND",),
    "¥": ("CNY", "JPY"), "pound": ("GBP", "EGP"), "pounds": ("GBP", "EGP"), "rupee": ("INR", "PKR"),
    "rupees": ("INR", "PKR"), "franc": ("CHF", "XOF"), "francs": ("CHF", "XOF"), "peso": ("MXN", "PHP"),
    "pesos": ("MXN", "PHP"), "kr": ("SEK", "NOK", "DKK"), "krona": ("SEK", "ISK"), "kronor": ("SEK",),
}

# In lower case only these are read as codes: "all", "top", "try" and "pen" are words first.
LOWER_CASE_CODES = frozenset({
    "aud", "brl", "cad", "chf", "cny", "czk", "dkk", "eur", "gbp", "hkd", "idr", "inr", "jpy",
    "krw", "mxn", "myr", "nok", "nzd", "pln", "rub", "sek", "sgd", "thb", "twd", "usd", "vnd",
    "zar",
})
WORDS_BEFORE_NUMBERS = frozenset({"ALL", "TOP"})  # "TOP 10" is no sum of money: these codes go after the number
# fmt: on


def currencies(text: str) -> tuple[str, ...]:
    """The ISO 4217 codes that a sign, word or code may mean: none if it is not one, several if it is ambiguous."""
    plain = " ".join(text.split())
    if plain in ISO_4217:
        return (plain,)
    lower = plain.lower()
    if lower in LOWER_CASE_CODES:
        return (lower.upper(),)
    return MONEY_WORDS.get(lower) or MONEY_WORDS.get(lower.replace(" ", ""), ())
