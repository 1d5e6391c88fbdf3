for (const table of document.querySelectorAll("table.sortable")) {
  const heads = table.tHead.rows[0].cells;
  for (const head of heads) {
    head.tabIndex = 0;
    const sort = () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      const key = row => {
        const cell = row.cells[head.cellIndex];
        return cell.hasAttribute("data") ? Number(cell.getAttribute("data")) : cell.textContent;
      };
      const compare = (a, b) => typeof a === "number" ? a - b : a.localeCompare(b);
      const rows = [...table.tBodies[0].rows];
      rows.sort((a, b) => (up ? 1 : -1) * compare(key(a), key(b)));
      table.tBodies[0].append(...rows);
      for (const other of heads) {
        other.removeAttribute("aria-sort");
      }
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
    };
    head.addEventListener("click", sort);
    head.addEventListener("keydown", event => event.key === "Enter" && sort());
  }
}
