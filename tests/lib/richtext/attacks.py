"""Ways in which people have tried to get a script into a page, from public lists of such tricks, with nothing behind them but alert(1)."""

from __future__ import annotations

ATTACKS = [
    "<script>alert(1)</script>", "<SCRIPT SRC=//x.example/x.js></SCRIPT>", "<script>alert(1)//", "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>", "<img src=x onerror='alert(1)'//", "<img/src=x/onerror=alert(1)>", "<img src='x'onerror=alert(1)>", "<IMG SRC=javascript:alert(1)>",
    '<img src="attachment:a.png" onload=alert(1)>', '<img src="attachment:a.png" alt="&quot; onerror=alert(1) x=&quot;">', "<img src=attachment:../../x alt=1>",
    '<img src="attachment:a.png&quot; onerror=alert(1)">', "<image src=x onerror=alert(1)>", "<img srcset='x' onerror=alert(1)>",
    "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>", "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>", "<svg><foreignObject><p onclick=alert(1)>x</p></foreignObject></svg>", "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">", "<math href=javascript:alert(1)>x</math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>", "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<noembed><img title=\"</noembed><img src onerror=alert(1)>\"></noembed>", "<template><script>alert(1)</script></template>",
    "<textarea><img title=\"</textarea><img src onerror=alert(1)>\"></textarea>", "<title><img title=\"</title><img src onerror=alert(1)>\"></title>", "<xmp><img title=\"</xmp><img src onerror=alert(1)>\"></xmp>",
    "<style>@import 'x';</style><style>body{background:url(javascript:alert(1))}</style>", "<p style='background:url(javascript:alert(1))'>x</p>", "<p style=\"width:expression(alert(1))\">x</p>",
    "<div style='behavior:url(x.htc)'>x</div>", "<link rel=stylesheet href=javascript:alert(1)>", "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>", "<base href=javascript:alert(1)//>",
    "<a href=javascript:alert(1)>x</a>", "<a href=' javascript:alert(1)'>x</a>", "<a href='java\tscript:alert(1)'>x</a>", "<a href='java\nscript:alert(1)'>x</a>", "<a href='java&Tab;script:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>", "<a href='&#x6A;&#x61;vascript:alert(1)'>x</a>", "<a href='\x01javascript:alert(1)'>x</a>", "<a href='java\x00script:alert(1)'>x</a>", "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='\u00a0javascript:alert(1)'>x</a>", "<a href='\u2028javascript:alert(1)'>x</a>", "<a href='java\u200bscript:alert(1)'>x</a>", "<a href='javascript&colon;alert(1)'>x</a>", "<a href='javascript&#58alert(1)'>x</a>",
    "<a href=vbscript:msgbox(1)>x</a>", "<a href='data:text/html,<script>alert(1)</script>'>x</a>", "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>", "<a href='blob:x'>x</a>", "<a href='feed:javascript:alert(1)'>x</a>",
    "<a href='view-source:javascript:alert(1)'>x</a>", "<a href='jar:x!/'>x</a>", "<a href='about:blank'>x</a>", "<a href='//evil.example\\@good.example'>x</a>", "<a href='https://good.example:80@evil.example/'>x</a>",
    "<a href='https:\\\\evil.example'>x</a>", "<a href='/\\evil.example'>x</a>", "<a href='\\\\evil.example'>x</a>", "<a href='mailto:a@b.example?bcc=c@d.example'>x</a>", "<a href='attachment:../x'>x</a>",
    "<a href='https://x.example/\" onmouseover=alert(1) x=\"'>x</a>", "<a href=\"https://x.example/'onclick='alert(1)\">x</a>", "<a href=https://x.example/><img src=x onerror=alert(1)></a>",
    "<p onclick=alert(1)>x</p>", "<p ONCLICK=alert(1)>x</p>", "<p/onclick=alert(1)>x</p>", "<p id=location name=x contenteditable autofocus onfocus=alert(1)>x</p>", "<td onmouseover=alert(1)>x", "<table background=javascript:alert(1)><tr><td>x",
    "<table><script>alert(1)</script><tr><td>x</td></tr></table>", "<table><tr><td><svg onload=alert(1)></td></tr></table>", "<table><caption><img src=x onerror=alert(1)>x</caption><tr><td>1",
    "<ul><li><script>alert(1)</script>x</ul>", "<select><option><img src=x onerror=alert(1)></option></select>", "<select><style></select><img src=x onerror=alert(1)></style>", "<button onclick=alert(1)>x</button>",
    "<form action=javascript:alert(1)><input type=submit></form>", "<input onfocus=alert(1) autofocus>", "<isindex action=javascript:alert(1)>", "<iframe src=javascript:alert(1)></iframe>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>", "<embed src=javascript:alert(1)>", "<applet code=x>", "<video><source onerror=alert(1)></video>", "<audio src onerror=alert(1)>", "<video poster=javascript:alert(1)>", "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>", "<keygen autofocus onfocus=alert(1)>", "<body onload=alert(1)>x", "<frameset onload=alert(1)>", "<dialog open onclose=alert(1)>x</dialog>", "<x onclick=alert(1)>x</x>", "<portal src=javascript:alert(1)>",
    "<!--><script>alert(1)</script>-->", "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->", "<![CDATA[<script>alert(1)</script>]]>", "<?xml version='1.0'?><script>alert(1)</script>", "<!doctype html><script>alert(1)</script>", "</p><script>alert(1)</script>",
    "<v:shape onload=alert(1)></v:shape>", "<o:p onclick=alert(1)>x</o:p>", "<xml><script>alert(1)</script></xml>", "&lt;script&gt;alert(1)&lt;/script&gt;", "&amp;lt;img src=x onerror=alert(1)&amp;gt;", "\"><img src=x onerror=alert(1)>",
    "'-alert(1)-'", "{{constructor.constructor('alert(1)')()}}", "${alert(1)}", "<p>\x00<\x00script>alert(1)</script>", "<p>\ufeff<script\ufeff>alert(1)</script>", "<plaintext><img src=x onerror=alert(1)>",
]  # fmt: skip
