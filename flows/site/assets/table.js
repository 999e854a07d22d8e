// Tables that sort by a column's button and filter by words and choices. Without this file they are whole and readable.
"use strict";

for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);

  // Headers stand in one or two rows: the column of each is the cell of a body row that it heads.
  const heads = columnHeads(table);
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.title = table.dataset.sort + ": " + head.textContent.trim();
    while (head.firstChild) button.append(head.firstChild);
    head.append(button);
    head.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.setAttribute("aria-sort", "none"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const numeric = head.dataset.kind === "number";
      const sorted = rows.slice().sort((a, b) => compare(value(a, column), value(b, column), numeric, down));
      body.append(...sorted);
    });
  });

  const tools = document.querySelector('.tools[data-for="' + table.id + '"]');
  if (tools) filterWith(tools, rows);
}

function columnHeads(table) {
  const [first, second] = table.tHead.rows;
  const heads = [];
  let next = 0;
  for (const cell of first.cells) {
    if (!cell.classList.contains("group")) heads.push(cell);
    else for (let i = 0; i < cell.colSpan; i += 1) heads.push(second.cells[next++]);
  }
  return heads;
}

function value(row, column) {
  const cell = row.cells[column];
  return cell.dataset.value !== undefined ? cell.dataset.value : cell.textContent.trim();
}

// What is unknown comes last, whichever way the rest is sorted.
function compare(a, b, numeric, down) {
  if (a === "" || b === "") return (a === "") - (b === "");
  const order = numeric ? Number(a) - Number(b) : a.localeCompare(b, document.documentElement.lang);
  return down ? -order : order;
}

function filterWith(tools, rows) {
  const find = tools.querySelector("input");
  const choices = Array.from(tools.querySelectorAll("select"));
  const status = tools.querySelector("[data-count]");
  const names = rows.map((row) => row.textContent.toLowerCase());

  function apply() {
    const words = find.value.toLowerCase().trim();
    let shown = 0;
    rows.forEach((row, i) => {
      const fits = names[i].includes(words)
        && choices.every((choice) => !choice.value || row.dataset[choice.dataset.column] === choice.value);
      row.hidden = !fits;
      if (fits) shown += 1;
    });
    status.textContent = status.dataset.count.replace("{shown}", shown).replace("{all}", rows.length);
  }

  find.addEventListener("input", apply);
  choices.forEach((choice) => choice.addEventListener("change", apply));
  tools.hidden = false;
  apply();
}
