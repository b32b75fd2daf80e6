// Filters the checks, and shows the printed figures behind a result when it is opened.
(function () {
  'use strict';

  const { fold } = window.BudgetPages;
  const evidence = JSON.parse(document.getElementById('evidence').textContent);
  const byId = (id) => document.getElementById(id);
  const checks = [...document.querySelectorAll('.check')].map((part) => ({
    part,
    tables: part.dataset.tables.split(' '),
    text: fold(part.querySelector('summary').textContent + part.querySelector('.about').textContent),
    results: [...part.querySelectorAll('.result')].map((row) => ({
      row, status: row.dataset.status, text: fold(row.textContent),
    })),
  }));
  const all = checks.reduce((sum, check) => sum + check.results.length, 0);

  // ---- filters -----------------------------------------------------------------------------
  const boxes = [...document.querySelectorAll('input[name=status]')];

  function filter() {
    const statuses = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const table = byId('table-filter').value;
    const words = fold(byId('check-search').value).split(' ').filter(Boolean);
    const everything = statuses.size === boxes.length && !words.length;
    let shown = 0;
    for (const check of checks) {
      let here = 0;
      const inTable = !table || check.tables.includes(table);
      for (const result of check.results) {
        const fits = inTable && statuses.has(result.status)
          && words.every((word) => check.text.includes(word) || result.text.includes(word));
        result.row.hidden = !fits;
        const behind = result.row.nextElementSibling;
        if (behind && behind.classList.contains('evidence')) behind.hidden = !fits;
        here += fits ? 1 : 0;
      }
      // A check without results is shown where nothing narrows the results down.
      check.part.hidden = here === 0 && !(inTable && everything && !check.results.length);
      shown += here;
    }
    for (const group of document.querySelectorAll('.group')) {
      group.hidden = ![...group.querySelectorAll('.check')].some((part) => !part.hidden);
    }
    byId('check-count').textContent = `${shown} / ${all}`;
    byId('nothing-found').hidden = checks.some((check) => !check.part.hidden);
  }
  boxes.forEach((box) => box.addEventListener('change', filter));
  byId('table-filter').addEventListener('change', filter);
  byId('check-search').addEventListener('input', filter);
  document.querySelector('.filters').addEventListener('submit', (event) => event.preventDefault());
  filter();

  // ---- evidence ----------------------------------------------------------------------------
  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }
  const both = (zh, en) => [
    element('span', { class: 'zh', lang: 'zh-CN' }, zh), element('span', { class: 'en', lang: 'en' }, en),
  ];
  const SIDES = [['汇总一边', 'Summary side'], ['明细一边', 'Detail side']];
  const ROLES = [null, ['分子', 'numerator'], ['分母', 'denominator']];

  function line([, sign, place, role]) {
    const [table, row, column, claim, label, text, source] = evidence.figures[place];
    const where = table === null
      ? both(`文字第 ${claim} 处`, `Claim ${claim}`)
      : both(`表${table} 第 ${row} 行`, `Table ${table}, row ${row}`);
    const header = table === null ? null : evidence.columns[`${table}.${column}`] || [column, column];
    return element('tr', {},
      element('td', { class: 'sign' }, sign < 0 ? '−' : '+'),
      element('td', { class: 'num printed' }, text === null ? '—' : text),
      element('th', { scope: 'row' }, label === null ? '—' : label),
      element('td', {}, ...(header ? both(header[0], header[1]) : both('文字说明', 'Narrative')),
        ...(ROLES[role] ? [' (', ...both(...ROLES[role]), ')'] : [])),
      element('td', {}, ...where),
      element('td', { class: 'num' }, source === null ? '—' : String(source)));
  }

  function side(number, terms) {
    const here = terms.filter((term) => term[0] === number);
    const box = element('div', { class: 'side' }, element('h4', {}, ...both(...SIDES[number])));
    if (!here.length) {
      box.append(element('p', { class: 'nothing' }, ...both('没有印出的数字。', 'No printed figure.')));
      return box;
    }
    const heads = [['', ''], ['照印', 'As printed'], ['行', 'Row'], ['栏', 'Column'], ['所在', 'Where'], ['原文行', 'Source line']];
    box.append(element('table', {},
      element('thead', {}, element('tr', {}, ...heads.map(([zh, en], place) => element('th', { scope: 'col', class: place === 1 || place === 5 ? 'num' : '' }, ...both(zh, en))))),
      element('tbody', {}, ...here.map(line))));
    return box;
  }

  function open(row, show) {
    const button = row.querySelector('button');
    const behind = row.nextElementSibling;
    const isThere = behind && behind.classList.contains('evidence');
    const wanted = show === undefined ? button.getAttribute('aria-expanded') !== 'true' : show;
    button.setAttribute('aria-expanded', String(wanted));
    if (!wanted) { if (isThere) behind.remove(); return; }
    if (isThere) return;
    const check = row.closest('.check').id;
    const terms = (evidence.terms[check] || {})[row.dataset.subject] || [];
    const link = `#${check}/${encodeURIComponent(row.dataset.subject)}`;
    row.after(element('tr', { class: 'evidence' }, element('td', { colspan: '7' },
      element('div', { class: 'sides' }, side(0, terms), side(1, terms)),
      element('p', { class: 'link' }, element('a', { href: link }, ...both('此项的链接', 'Link to this result'))))));
  }

  for (const check of checks) {
    for (const { row } of check.results) {
      const head = row.querySelector('th');
      const button = element('button', { type: 'button', 'aria-expanded': 'false', class: 'open' });
      button.append(...head.childNodes);
      head.append(button);
      row.addEventListener('click', (event) => { if (!event.target.closest('a')) open(row); });
    }
  }

  // ---- links to one result: #check/subject --------------------------------------------------
  function follow() {
    let asked;
    try { asked = decodeURIComponent(location.hash.slice(1)); } catch (error) { return; }
    const [check, ...rest] = asked.split('/');
    const part = check && byId(check);
    if (!part || !part.classList.contains('check')) return;
    const subject = rest.join('/');
    const row = [...part.querySelectorAll('.result')].find((one) => one.dataset.subject === subject);
    if (part.hidden || (row && row.hidden)) {
      boxes.forEach((box) => { box.checked = true; });
      byId('table-filter').value = '';
      byId('check-search').value = '';
      filter();
    }
    part.open = true;
    document.querySelectorAll('.result.found').forEach((one) => one.classList.remove('found'));
    if (row) { row.classList.add('found'); open(row, true); }
    (row || part).scrollIntoView({ block: 'center' });
  }
  window.addEventListener('hashchange', follow);
  follow();
}());
