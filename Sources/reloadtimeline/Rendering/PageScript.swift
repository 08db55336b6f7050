/// What makes the tables of a page sort and filter; everything can be read without it.
enum PageScript {
  /// The script; it may hold no text from a log, and its hash is all that the page may run.
  static let text = """
    "use strict";
    const collator = new Intl.Collator("en", {numeric: true});
    for (const table of document.querySelectorAll(".table table")) {
      const body = table.tBodies[0];
      const rows = [...body.rows];
      const heads = [...table.tHead.rows[0].cells];
      heads.forEach((head, column) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = head.textContent;
        head.replaceChildren(button);
        const value = row => row.cells[column].dataset.v ?? row.cells[column].textContent;
        button.addEventListener("click", () => {
          const up = head.getAttribute("aria-sort") !== "ascending";
          for (const other of heads) other.removeAttribute("aria-sort");
          head.setAttribute("aria-sort", up ? "ascending" : "descending");
          rows.sort((one, two) => {
            const a = value(one), b = value(two);
            if (a === "" || b === "") return (a === "") - (b === "");
            const order = isNaN(a) || isNaN(b) ? collator.compare(a, b) : a - b;
            return up ? order : -order;
          });
          body.append(...rows);
        });
      });
      if (rows.length < 5) continue;
      const label = document.createElement("label");
      const input = document.createElement("input");
      input.type = "search";
      const status = document.createElement("span");
      status.setAttribute("role", "status");
      label.append("Filter", input);
      const bar = document.createElement("div");
      bar.className = "filter";
      bar.append(label, status);
      table.parentElement.before(bar);
      input.addEventListener("input", () => {
        const wanted = input.value.toLowerCase();
        let shown = 0;
        for (const row of rows) {
          row.hidden = !row.textContent.toLowerCase().includes(wanted);
          if (!row.hidden) shown += 1;
        }
        status.textContent = wanted ? shown + " of " + rows.length : "";
      });
    }
    const reveal = () => {
      const target = document.getElementById(location.hash.slice(1));
      const details = target && target.closest("details");
      if (details) { details.open = true; target.scrollIntoView(); }
    };
    addEventListener("hashchange", reveal);
    reveal();

    """

  /// The SHA-256 of the script in Base64, for the Content-Security-Policy.
  static let hash = "n17BJk2LamQEnMP05pwX4V/M9Uy5mvxdUDbEkL8pW24="
}
