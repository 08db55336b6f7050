/// How pictures look: light and dark, told apart by lightness, outline and hatching, not by hue alone.
///
/// The hues are those of Okabe and Ito, which colour-blind readers tell apart.
enum PictureStyle {
  /// The columns of a picture where nothing says another width: good for a page.
  static let columns = 150
  /// The width of a column: an 11 px monospaced letter.
  static let column = 6.65

  /// The rules, for a style element.
  static let rules = """
    svg.rt{max-width:100%;height:auto}
    .rt{font-family:system-ui,-apple-system,"Segoe UI","DejaVu Sans",Arial,sans-serif}
    .rt text{fill:#1b1f24;font-size:12px}
    .rt .title{font-size:17px;font-weight:600}
    .rt .mono{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;font-size:11px}
    .rt .strong{font-weight:700}.rt .end{text-anchor:end}.rt .mid{text-anchor:middle}
    .rt text.dim{fill:#57606a}.rt text.bad{fill:#a63d00;font-weight:700}
    .rt .page{fill:#fff}.rt .grid{stroke:#d8dee4;fill:none}
    .rt .rule{stroke:#8c959f;fill:none}.rt .edge{stroke:#57606a;stroke-dasharray:2 3;fill:none}
    .rt .signal{stroke:#1b1f24;stroke-width:1.5;fill:#1b1f24}
    .rt .stripe{fill:#f6f8fa}.rt .clear{fill:transparent}
    .rt .before,.rt .k-blue{fill:#0072b2;stroke:#0072b2}
    .rt .fading{fill:#cfe3f2;stroke:#0072b2;stroke-dasharray:1 3}
    .rt .survivor{fill:#8c959f;stroke:#8c959f}
    .rt .copy{fill:#d0d7de;stroke:#57606a}.rt .fresh{fill:#fff;stroke:#1b1f24;stroke-width:1.5}
    .rt .stale{fill:url(#rt-stale);stroke:#57606a}
    .rt .same{fill:#b7dcf2;stroke:#0072b2}
    .rt .new{fill:url(#rt-new);stroke:#8a5a00}
    .rt .unknown{fill:url(#rt-unknown);stroke:#0072b2}
    .rt .first{fill:#c4ecdf;stroke:#006c4f}
    .rt .attempt{fill:#fff;stroke:#a63d00;stroke-width:1.5;stroke-dasharray:4 2.5}
    .rt .attemptOfNew{fill:url(#rt-new);stroke:#a63d00;stroke-width:1.5;stroke-dasharray:4 2.5}
    .rt .refused{fill:none;stroke:none}
    .rt .cross{stroke:#a63d00;stroke-width:2.5;fill:none}
    .rt .p-page{fill:#fff}.rt .p-grey{stroke:#57606a;stroke-width:2}
    .rt .p-orange{stroke:#b87800;stroke-width:3}.rt .p-blue{fill:#0072b2}
    .rt .gap{fill:#fff;stroke:#57606a;stroke-dasharray:2 2}
    .rt .unloading{fill:#57606a;stroke:#57606a}.rt .loading{fill:#d0d7de;stroke:#57606a}
    .rt a:hover .back,.rt g.row:hover .back{fill:#ddf4ff}
    .rt a:focus{outline:none}.rt a:focus-visible .back{fill:#ddf4ff;stroke:#0969da;stroke-width:2}
    @media (prefers-color-scheme:dark){
    .rt text{fill:#e6edf3}.rt text.dim{fill:#9da7b3}.rt text.bad{fill:#ff9a5c}
    .rt .page,.rt .attempt,.rt .p-page,.rt .gap{fill:#0d1117}.rt .grid{stroke:#272e36}
    .rt .rule{stroke:#6e7681}.rt .edge,.rt .gap{stroke:#9da7b3}
    .rt .signal{stroke:#e6edf3;fill:#e6edf3}.rt .stripe{fill:#141a21}
    .rt .before,.rt .k-blue{fill:#56b4e9;stroke:#56b4e9}
    .rt .survivor{fill:#6e7681;stroke:#6e7681}.rt .stale{stroke:#9da7b3}
    .rt .fading{fill:#12293a;stroke:#56b4e9}.rt .copy{fill:#30363d;stroke:#9da7b3}
    .rt .fresh{fill:#0d1117;stroke:#e6edf3}
    .rt .same{fill:#143b55;stroke:#56b4e9}.rt .new{stroke:#e69f00}.rt .unknown{stroke:#56b4e9}
    .rt .first{fill:#0c4a38;stroke:#2fbf96}.rt .attempt,.rt .attemptOfNew,.rt .cross{stroke:#ff8a47}
    .rt .p-grey{stroke:#9da7b3}.rt .p-orange{stroke:#e69f00}.rt .p-blue{fill:#56b4e9}
    .rt .unloading{fill:#9da7b3;stroke:#9da7b3}.rt .loading{fill:#30363d;stroke:#9da7b3}
    .rt a:hover .back,.rt g.row:hover .back{fill:#1b2b3a}
    .rt a:focus-visible .back{fill:#1b2b3a;stroke:#58a6ff}
    }

    """

  /// The hatchings, for a defs element.
  static let patterns = """
    <pattern id="rt-new" width="6" height="6" patternUnits="userSpaceOnUse"\
     patternTransform="rotate(45)"><rect class="p-page" width="6" height="6"/>\
    <path class="p-orange" d="M1.5 0V6"/></pattern>
    <pattern id="rt-stale" width="6" height="6" patternUnits="userSpaceOnUse"\
     patternTransform="rotate(-45)"><rect class="p-page" width="6" height="6"/>\
    <path class="p-grey" d="M1 0V6M4 0V6"/></pattern>
    <pattern id="rt-unknown" width="5" height="5" patternUnits="userSpaceOnUse">\
    <rect class="p-page" width="5" height="5"/><circle class="p-blue" cx="2.5" cy="2.5" r="1.1"/>\
    </pattern>

    """
}
