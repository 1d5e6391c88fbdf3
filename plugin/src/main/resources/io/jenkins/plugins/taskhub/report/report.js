(() => {
  "use strict";

  const key = (row, column) => {
    const cell = row.cells[column];
    return cell && cell.hasAttribute("data-key") ? Number(cell.getAttribute("data-key")) : cell ? cell.textContent : "";
  };

  const compare = (a, b) => typeof a === "number" && typeof b === "number" ? a - b
    : String(a).localeCompare(String(b), undefined, { numeric: true });

  const sort = (table, head) => {
    const way = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    const rows = [...table.tBodies[0].rows];
    rows.sort((a, b) => way * compare(key(a, head.cellIndex), key(b, head.cellIndex)));
    table.tBodies[0].append(...rows);
    for (const other of table.tHead.rows[0].cells) {
      other.removeAttribute("aria-sort");
    }
    head.setAttribute("aria-sort", way === 1 ? "ascending" : "descending");
  };

  const enhance = () => {
    for (const table of document.querySelectorAll("table.taskhub-sortable")) {
      for (const head of table.tHead.rows[0].cells) {
        const button = document.createElement("button");
        button.type = "button";
        button.append(...head.childNodes);
        button.addEventListener("click", () => sort(table, head));
        head.append(button);
      }
    }
  };

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", enhance);
  } else {
    enhance();
  }
})();
