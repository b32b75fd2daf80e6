// Puts chosen documents side by side; the address has which: #id,id.
(function () {
  'use strict';

  const { element, both } = window.BudgetLanguage;
  const { fold, wordsOf } = window.BudgetPages;
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId('compare-data').textContent);
  const documents = new Map(data.documents.map(([id, folder, name, title, totals, classes, found]) => [
    id, { id, folder, name, title, totals, classes, found },
  ]));
  let chosen = [];

  // Separators are put into the text; the figure itself stays as it is printed.
  function shown(text) {
    if (text === undefined || text === '') return '—';
    const [whole, decimals = ''] = text.split('.');
    return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${decimals.padEnd(2, '0')}`;
  }

  function row(name, cells) {
    const amounts = cells.map((cell) => Number(cell) || 0);
    const most = Math.max(...amounts, 0);
    return element('tr', {}, element('th', { scope: 'row' }, both(...name)), cells.map((cell, at) => element('td', { class: 'num' },
      shown(cell), element('span', { class: 'year-bar', 'aria-hidden': 'true' }, element('i', { style: `width:${most > 0 ? Math.max(0, 100 * amounts[at] / most) : 0}%` })))));
  }

  function draw() {
    const table = byId('comparison');
    const picked = chosen.map((id) => documents.get(id));
    byId('compare-none').hidden = picked.length > 0;
    table.hidden = !picked.length;
    if (!picked.length) { table.replaceChildren(); return; }
    const head = element('tr', {}, element('th', { scope: 'col' }, both('万元', '万元')), picked.map((one) => {
      const remove = element('button', { type: 'button', class: 'remove', 'aria-label': `移除 · Remove ${one.name} ${one.title[0]}` }, '×');
      remove.addEventListener('click', () => { chosen = chosen.filter((id) => id !== one.id); changed(); });
      return element('th', { scope: 'col', class: 'num' }, element('a', { href: `${one.folder}/index.html` }, one.name), element('br'), both(...one.title), ' ', remove);
    }));
    const at = (measure) => data.measures.findIndex(([key]) => key === measure);
    const ratio = (one) => {
      const [part, whole] = [one.totals[at('project')], one.totals[at('expenditure_total')]];
      return part && Number(whole) ? `${(100 * part / whole).toFixed(2)}%` : '—';
    };
    const codes = Object.keys(data.classes).filter((code) => picked.some((one) => one.classes[code] !== undefined));
    table.replaceChildren(
      element('thead', {}, head),
      element('tbody', {},
        data.measures.map(([, zh, en], place) => (picked.some((one) => one.totals[place]) ? row([zh, en], picked.map((one) => one.totals[place])) : null)),
        element('tr', { id: 'share-of-projects' }, element('th', { scope: 'row' }, both('项目支出占比', 'Share of projects')), picked.map((one) => element('td', { class: 'num' }, ratio(one)))),
        element('tr', {}, element('th', { scope: 'row' }, both('不符之处', 'Findings')), picked.map((one) => element('td', { class: 'num' }, element('a', { href: `${one.folder}/reconciliation.html` }, String(one.found)))))),
      element('tbody', { id: 'by-function' }, codes.map((code) => row(data.classes[code], picked.map((one) => one.classes[code])))));
  }

  function changed() {
    history.replaceState(null, '', `#${chosen.map(encodeURIComponent).join(',') || 'content'}`);
    draw();
  }
  function follow() {
    chosen = location.hash.slice(1).split(',').map(decodeURIComponent).filter((id) => documents.has(id));
    draw();
  }

  const called = (one) => `${one.name} ${one.title[0]} · ${one.id}`;
  byId('compare-documents').append(...[...documents.values()].map((one) => element('option', { value: called(one) })));
  byId('compare-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const words = wordsOf(byId('compare-search').value);
    const found = [...documents.values()].filter((one) => words.length && words.every((word) => fold(called(one)).includes(word)));
    byId('compare-said').replaceChildren(...(found.length === 1 || !words.length ? [] : both(`${found.length} 份文件符合，请写得更具体`, `${found.length} documents match; be more specific`)));
    if (found.length !== 1) return;
    if (!chosen.includes(found[0].id)) chosen.push(found[0].id);
    byId('compare-search').value = '';
    changed();
  });
  window.addEventListener('hashchange', follow);
  follow();
}());
