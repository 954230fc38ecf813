'use strict';

// Makes the heads of the table into buttons that sort it. Without this script the table is there all the same.
for (const table of document.querySelectorAll('table.sortable')) {
  const body = table.tBodies[0];
  const handedOver = [...body.rows];
  const said = document.getElementById('sorted');
  const inWords = new Intl.Collator(undefined, { numeric: true });
  const numberOf = (row, column) => Number(row.cells[column].dataset.number);

  const sort = (head, column, descending) => {
    const numbers = handedOver.length > 0 && 'number' in handedOver[0].cells[column].dataset;
    const compare = numbers
      ? (a, b) => numberOf(a, column) - numberOf(b, column)
      : (a, b) => inWords.compare(a.cells[column].textContent, b.cells[column].textContent);
    const rows = [...handedOver].sort((a, b) => descending ? compare(b, a) : compare(a, b));
    body.append(...rows);
    table.querySelectorAll('th[aria-sort]').forEach(other => other.removeAttribute('aria-sort'));
    head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
    said.textContent = 'Sorted by ' + head.dataset.name + ', ' + (numbers ? (descending ? 'highest first' : 'lowest first') : (descending ? 'Z to A' : 'A to Z'));
  };

  for (const head of table.querySelectorAll('th[data-column]')) {
    const column = Number(head.dataset.column);
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const before = head.getAttribute('aria-sort');
      // Points begin with the highest, names with A.
      sort(head, column, before === null ? column > 0 : before === 'ascending');
    });
  }
}
