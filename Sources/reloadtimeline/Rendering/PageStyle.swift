/// How a page looks: on a screen, light and dark, and on paper.
enum PageStyle {
  /// The rules, for a style element.
  static let rules = """
    :root{color-scheme:light dark;--ink:#1b1f24;--dim:#57606a;--page:#fff;--line:#d0d7de;\
    --soft:#f6f8fa;--link:#0550ae;--bad:#a63d00;--mark:#fff3c4}
    @media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--dim:#9da7b3;--page:#0d1117;\
    --line:#30363d;--soft:#161b22;--link:#79c0ff;--bad:#ff9a5c;--mark:#4a3b00}}
    body{margin:0 auto;max-width:72rem;padding:1rem;color:var(--ink);background:var(--page);\
    font:16px/1.5 system-ui,-apple-system,"Segoe UI","DejaVu Sans",Arial,sans-serif}
    h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.25rem;margin:2rem 0 .5rem;line-height:1.3}
    h1,h2,li,p,code,td:first-child,td.proof{overflow-wrap:anywhere}h3{font-size:1rem;margin:1.5rem 0 .25rem}
    a{color:var(--link)}:focus-visible{outline:2px solid var(--link);outline-offset:2px}
    section.reload{border-top:2px solid var(--line)}section.failed{border-top-color:var(--bad)}
    .findings{list-style:none;padding:0}
    .findings li{border-left:5px solid var(--line);padding:.1rem .75rem;margin:.6rem 0}
    .findings .error{border-left-color:var(--bad)}.findings .warning{border-left-style:double}
    .findings .note{border-left-style:dotted}.findings .error strong{color:var(--bad)}
    .findings p{margin:.1rem 0}.advice,.proof,.left-out,footer{color:var(--dim)}
    .proof,.left-out,footer{font-size:.875rem}
    .figure,.table{overflow-x:auto;margin:.75rem 0;border:1px solid var(--line);border-radius:6px}
    .figure svg{display:block;min-width:820px}
    table{border-collapse:collapse;font-size:.875rem;width:100%}
    th,td{text-align:left;padding:.2rem .4rem;vertical-align:top;border-bottom:1px solid var(--line)}
    td{white-space:nowrap}td:first-child,td.proof,td.sure{white-space:normal}.verdict{font-weight:600}
    td:first-child{min-width:9.5rem}td.proof{min-width:9rem}svg.defs{position:absolute}
    th{background:var(--soft);white-space:nowrap}
    th button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer}
    th[aria-sort=ascending] button::after{content:" ▲"}
    th[aria-sort=descending] button::after{content:" ▼"}
    .code,code{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;font-size:.8125rem}
    .fate{font-weight:600}td.survived,td.transient{font-weight:400;color:var(--dim)}
    td.failed,td.unmapped{color:var(--bad)}td.failed::before{content:"✗ "}
    td.unmapped::before{content:"− "}
    :target{background:var(--mark)}section:target{background:none}
    .evidence{list-style:none;padding:0;font-size:.875rem}
    .evidence li{padding:.1rem .25rem;display:grid;grid-template-columns:9.5rem 1fr;column-gap:.5rem}
    @media (max-width:40rem){.evidence li{display:block}}
    .evidence code{white-space:pre-wrap}.told{color:var(--dim)}td.line{white-space:pre}
    td small{display:block;color:var(--dim)}td small,td.code{overflow-wrap:anywhere}
    summary{cursor:pointer;margin:.5rem 0}
    .filter{display:block;margin:.75rem 0 -.25rem;font-size:.875rem}
    .filter input{font:inherit;margin:0 .5rem;max-width:14rem}
    .skip{position:absolute;left:-99rem}.skip:focus{position:static}
    @media print{body{max-width:none;padding:0;font-size:10pt}.filter,.skip{display:none}
    .figure,.table{overflow:visible;border:0}.figure svg{min-width:0;max-width:100%;height:auto}
    a{color:inherit;text-decoration:none}table{font-size:8pt}
    th,td{padding:1pt 3pt}td:first-child,td.proof{min-width:0}tr,li{break-inside:avoid}
    h2,h3{break-after:avoid}
    details.printed::details-content{content-visibility:visible;display:block}
    td.code,.evidence,.evidence code{font-size:7.5pt}th{background:none}}

    """
}
