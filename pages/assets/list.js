// Turns the plain list into cards, and searches, filters and sorts it. The address keeps what is asked:
// #?q=…&region=…&year=…&sort=…. As many cards as are looked at are there, however long the list is.
(function () {
  'use strict';

  const { element, both } = window.BudgetLanguage;
  const { fold, wordsOf } = window.BudgetPages;
  const byId = (id) => document.getElementById(id);
  const names = JSON.parse(byId('names').textContent);
  const statuses = Object.keys(names.statuses);
  const STEP = 60;
  const list = document.querySelector('.documents');

  const number = (text) => Number((text || '').split(';')[0].replace(/,/g, '')) || 0;

  const entries = [...list.children].map((line, place) => {
    const [year, stage, region, counts, ...totals] = line.dataset.v.split('|');
    const link = line.querySelector('a');
    const name = link.textContent.slice(0, link.textContent.lastIndexOf(' '));
    const found = counts.split(',').map(Number);
    const where = names.regions[region] || [region, region];
    return {
      place, id: line.dataset.id, href: link.getAttribute('href'), name, year, stage, region, totals, counts: found,
      where, department: name, wrong: found.reduce((sum, count, at) => sum + (at > 1 ? count : 0), 0),
      text: fold([name, year, stage, names.stages[stage][1], where[0], where[1], line.dataset.id].join(' ')), card: null,
    };
  });

  function total(text, at) {
    if (!text) return null;
    const measure = names.listed[at];
    const [amount, change, percent, direction, asSpent] = text.split(';');
    const said = change || percent
      ? [' ', element('span', { class: `change ${direction || ''}` }, change || '', percent ? ` (${percent})` : '', ...(asSpent ? [' ', ...both('较上年执行数', 'against spending')] : []))]
      : [];
    return element('div', { 'data-measure': measure }, element('dt', {}, both(...names.totals[measure])), element('dd', {}, element('b', {}, amount), ...said));
  }

  function card(entry) {
    if (entry.card) return entry.card;
    const base = entry.href.replace(/index\.html$/, '');
    const bar = element('span', { class: 'status-bar', 'aria-hidden': 'true' }, statuses.map((status, at) => (
      entry.counts[at] ? element('i', { class: status, style: `flex-grow:${entry.counts[at]}` }) : null)));
    const tags = statuses.map((status, at) => (entry.counts[at]
      ? element('span', { class: `tag ${status}` }, element('span', { class: 'sr' }, both(...names.statuses[status])), ' ', element('b', {}, String(entry.counts[at])))
      : null));
    entry.card = element('li', { 'data-id': entry.id },
      element('div', { class: 'name' },
        element('p', { class: 'kicker' }, both(...entry.where), ' · ', both(`${entry.year}年${names.stages[entry.stage][0]}`, `${names.stages[entry.stage][1]} ${entry.year}`)),
        element('h2', {}, element('a', { href: entry.href }, entry.name)),
        element('p', { class: 'code' }, entry.id)),
      element('dl', {}, entry.totals.map(total)),
      element('a', { class: 'checked', href: `${base}reconciliation.html` },
        element('span', { class: 'checked-text' }, both('勾稽核对', 'Reconciliation')), bar, element('span', { class: 'checked-counts' }, tags)));
    return entry.card;
  }

  // ---- what is asked -----------------------------------------------------------------------
  const selects = Object.fromEntries(['region', 'department', 'year', 'stage', 'found'].map((id) => [id, byId(`by-${id}`)]));
  const sort = byId('sort');
  const search = byId('document-search');
  const option = (value, zh, en) => element('option', { value, 'data-zh': zh, 'data-en': en }, window.BudgetLanguage.current === 'en' ? en : zh);
  const distinct = (key) => [...new Set(entries.map((entry) => entry[key]))];
  const provinces = [...new Map(entries.map((entry) => [entry.region, entry.where])).entries()].sort();
  selects.region.append(...provinces.map(([code, where]) => option(code, ...where)));
  selects.department.append(...distinct('department').sort((a, b) => a.localeCompare(b, 'zh')).map((name) => option(name, name, name)));
  selects.year.append(...distinct('year').sort().reverse().map((year) => option(year, year, year)));
  selects.stage.append(...distinct('stage').map((stage) => option(stage, ...names.stages[stage])));
  selects.found.append(option('yes', '有不符之处', 'With findings'), option('no', '没有不符之处', 'Without findings'));

  const ORDERS = {
    year: (a, b) => b.year - a.year || a.place - b.place,
    amount: (a, b) => number(b.totals[1]) - number(a.totals[1]) || a.place - b.place,
    found: (a, b) => b.wrong - a.wrong || a.place - b.place,
  };
  let most = STEP;

  function show() {
    const words = wordsOf(search.value);
    const fits = (entry) => words.every((word) => entry.text.includes(word))
      && ['region', 'department', 'year', 'stage'].every((key) => !selects[key].value || entry[key] === selects[key].value)
      && (!selects.found.value || (entry.wrong > 0) === (selects.found.value === 'yes'));
    const shown = entries.filter(fits);
    if (ORDERS[sort.value]) shown.sort(ORDERS[sort.value]);
    list.classList.remove('plain');
    list.replaceChildren(...shown.slice(0, most).map(card));
    byId('document-count').textContent = `${shown.length} / ${entries.length}`;
    byId('no-document').hidden = shown.length > 0;
    byId('more').hidden = shown.length <= most;
  }

  function remember() {
    const asked = new URLSearchParams();
    if (search.value.trim()) asked.set('q', search.value.trim());
    for (const [key, select] of Object.entries(selects)) if (select.value) asked.set(key, select.value);
    if (sort.value) asked.set('sort', sort.value);
    history.replaceState(null, '', asked.toString() ? `#?${asked}` : '#content');
  }

  function follow() {
    if (!location.hash.startsWith('#?')) return;
    const asked = new URLSearchParams(location.hash.slice(2));
    search.value = asked.get('q') || '';
    for (const [key, select] of Object.entries(selects)) select.value = asked.get(key) || '';
    sort.value = asked.get('sort') || '';
  }

  const ask = () => { most = STEP; show(); remember(); };
  search.addEventListener('input', ask);
  [...Object.values(selects), sort].forEach((select) => select.addEventListener('change', ask));
  byId('document-form').addEventListener('submit', (event) => event.preventDefault());
  byId('more').addEventListener('click', () => { most += STEP; show(); });
  window.addEventListener('hashchange', () => { follow(); show(); });
  window.addEventListener('beforeprint', () => { most = entries.length; show(); });
  follow();
  show();
}());
