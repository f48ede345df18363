"""The stylesheet of the page of findings. Tokens as everywhere in gongkai; nothing is loaded from outside."""

STYLE = """
:root{--gk-ink:#1b1f24;--gk-soft:#57606a;--gk-paper:#fff;--gk-mist:#f5f7fa;--gk-line:#d8dee4;--gk-blue:#0b5cab;--gk-blue-wash:#e8f1fb;
--gk-red:#b3191f;--gk-red-wash:#fdecec;--gk-amber:#9a5b00;--gk-amber-wash:#fff4e0;--gk-green:#1a6b3c;--gk-green-wash:#e7f5ec;--gk-focus:#ffbf47}
*{box-sizing:border-box}
html{scroll-padding-top:16px}
body{margin:0;color:var(--gk-ink);background:var(--gk-paper);font:16px/1.7 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
a{color:var(--gk-blue)}a:hover{color:#084a8a}
a:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--gk-focus);outline-offset:2px;box-shadow:0 0 0 2px var(--gk-ink)}
.gk-page{max-width:1440px;margin:0 auto;padding:0 16px 64px}
.gk-top{padding:24px 0 16px;border-bottom:1px solid var(--gk-line)}
h1{font-size:28px;line-height:1.3;font-weight:600;margin:0 0 8px}h2{font-size:22px;line-height:1.4;font-weight:600;margin:0 0 8px}
h3{font-size:18px;font-weight:600;margin:24px 0 8px}p{margin:0 0 8px}
.gk-soft{color:var(--gk-soft)}
.gk-counts{display:flex;flex-wrap:wrap;gap:8px;list-style:none;margin:12px 0 0;padding:0}
.gk-counts a,.gk-counts span{display:inline-flex;gap:8px;align-items:baseline;min-height:44px;padding:8px 12px;border:1px solid var(--gk-line);border-radius:4px;text-decoration:none;color:var(--gk-ink)}
.gk-counts b{font-size:18px;font-variant-numeric:tabular-nums}
.gk-counts a:hover{border-color:var(--gk-blue)}
.gk-file{padding-top:24px}
.gk-file+.gk-file{margin-top:48px;border-top:2px solid var(--gk-ink)}
.gk-both{display:grid;grid-template-columns:minmax(0,1fr);gap:32px;margin-top:16px}
.gk-list ol{list-style:none;margin:0;padding:0}
.gk-list li{padding:12px;margin:0 0 8px;border:1px solid var(--gk-line);border-left-width:4px;border-radius:4px;font-size:14px;line-height:1.6}
.gk-list li p{margin:0 0 4px}.gk-where{color:var(--gk-soft)}
.gk-list li:target,.gk-doc :target{outline:3px solid var(--gk-focus);outline-offset:2px}
.gk-list blockquote{margin:4px 0;padding:4px 8px;background:var(--gk-mist)}
.gk-cite{color:var(--gk-soft)}
.gk-tag{display:inline-block;padding:0 8px;border-radius:4px;font-weight:600;white-space:nowrap;font-variant-numeric:tabular-nums}
.gk-error .gk-tag,.gk-tag.gk-error{color:var(--gk-red);background:var(--gk-red-wash)}li.gk-error{border-left-color:var(--gk-red)}
.gk-warning .gk-tag,.gk-tag.gk-warning{color:var(--gk-amber);background:var(--gk-amber-wash)}li.gk-warning{border-left-color:var(--gk-amber)}
.gk-info .gk-tag,.gk-tag.gk-info{color:var(--gk-blue);background:var(--gk-blue-wash)}li.gk-info{border-left-color:var(--gk-blue)}
.gk-uncertain .gk-tag,.gk-tag.gk-uncertain{color:var(--gk-soft);background:var(--gk-mist)}li.gk-uncertain{border-left-color:var(--gk-soft)}
.gk-done{color:var(--gk-green);background:var(--gk-green-wash);padding:12px;border-radius:4px}
.gk-stop{color:var(--gk-red);background:var(--gk-red-wash);padding:12px;border-radius:4px}
.gk-doc{font-family:"FangSong","仿宋_GB2312","FandolFang",serif;font-size:18px;line-height:1.9;min-width:0}
.gk-doc .gk-title{font:600 22px/1.5 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;text-align:center;margin:16px 0 24px}
.gk-doc h3{font-family:"SimHei","黑体","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
.gk-doc .gk-prose p{text-indent:2em;margin:0}
.gk-part{font:14px/1.7 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
mark{color:inherit;background:var(--gk-mist);padding:1px 0}
mark.gk-error{background:var(--gk-red-wash);border-bottom:2px solid var(--gk-red)}
mark.gk-warning{background:var(--gk-amber-wash);border-bottom:2px dashed var(--gk-amber)}
mark.gk-info{background:var(--gk-blue-wash);border-bottom:2px dotted var(--gk-blue)}
mark.gk-uncertain{border-bottom:3px double var(--gk-soft)}
.gk-no{display:inline-block;margin:0 2px;padding:2px 6px;border:1px solid;border-radius:4px;font:600 12px/1.4 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;text-decoration:none;text-indent:0;white-space:nowrap;background:var(--gk-paper)}
.gk-no.gk-error,.gk-no.gk-error:hover{color:var(--gk-red)}.gk-no.gk-warning,.gk-no.gk-warning:hover{color:var(--gk-amber)}
.gk-no.gk-uncertain,.gk-no.gk-uncertain:hover{color:var(--gk-soft)}
.gk-wide{overflow-x:auto;margin:8px 0 16px}
table{border-collapse:collapse;width:100%;font:14px/1.5 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
.gk-wide table{min-width:720px}
th,td{border:1px solid var(--gk-soft);padding:4px 8px;font-weight:400;text-align:center;font-variant-numeric:tabular-nums}
th[scope=row]{text-align:left}td.gk-corner{color:var(--gk-soft)}td .gk-no{margin:0 0 0 4px}td.gk-figure{white-space:nowrap}
th.gk-error,td.gk-error{outline:3px solid var(--gk-red);outline-offset:-3px;background:var(--gk-red-wash)}
th.gk-warning,td.gk-warning{outline:3px dashed var(--gk-amber);outline-offset:-3px;background:var(--gk-amber-wash)}
th.gk-info,td.gk-info{outline:3px dotted var(--gk-blue);outline-offset:-3px;background:var(--gk-blue-wash)}
th.gk-uncertain,td.gk-uncertain{outline:4px double var(--gk-soft);outline-offset:-4px}
.gk-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.gk-skip{position:absolute;left:-999px}.gk-skip:focus{left:16px;top:8px;background:var(--gk-paper);padding:8px;z-index:1}
@media(min-width:1100px){.gk-down{display:none}.gk-both{grid-template-columns:minmax(0,1fr) 400px}.gk-doc{order:-1}
.gk-list{position:sticky;top:0;max-height:100vh;overflow-y:auto;padding:8px 4px 8px 0}}
@media print{@page{size:A4;margin:18mm 16mm}body{font-size:11pt}.gk-page{max-width:none;padding:0}.gk-skip,.gk-down{display:none!important}
.gk-both{display:block}.gk-list{position:static;max-height:none}.gk-list li,tr{break-inside:avoid}h2,h3{break-after:avoid}
.gk-wide{overflow:visible}.gk-wide table{min-width:0;font-size:8pt}th,td{padding:2px 3px}.gk-doc{font-size:12pt;margin-top:24px}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}a{color:inherit}.gk-counts a,.gk-counts span{min-height:0}}
"""
