// Filters findings and checks, and shows the printed figures behind a result when it is opened.
// The address says what is open and what is filtered: #check/subject?status=…&table=…&q=….
(function () {
  'use strict';

  const { element, both } = window.BudgetLanguage;
  const { fold, wordsOf } = window.BudgetPages;
  const evidence = JSON.parse(document.getElementById('evidence').textContent);
  const byId = (id) => document.getElementById(id);

  // ---- the checks --------------------------------------------------------------------------
  // The page has every result in Chinese, to be read without scripts. Here come the codes, the English, and the
  // checks that the document prints nothing for.
  const HEADS = [['对象', 'Subject'], ['汇总一边', 'Summary side'], ['明细一边', 'Detail side'], ['差额', 'Difference'],
    ['容差', 'Tolerance'], ['项数', 'Terms'], ['结论', 'Status']];
  const heads = () => element('tr', {}, HEADS.map((words, place) => element('th',
    { scope: 'col', class: place > 0 && place < 6 ? 'num' : '' }, both(...words))));
  const tag = ([status, zh, en], ...more) => element('span', { class: `tag ${status}` }, both(zh, en), more);

  const BETWEEN = ' · ';

  function finishRow(row, [subject, ...words], status) {
    const english = words.map((word) => evidence.words[word]).join(BETWEEN);
    const [head, ...cells] = row.cells;
    const label = head.textContent;
    row.className = 'result';
    Object.assign(row.dataset, { subject, status: status[0] });
    head.scope = 'row';
    head.replaceChildren(element('span', { class: 'subject' }, both(label, english)),
      label === subject ? '' : element('code', {}, subject));
    const last = cells.pop();
    cells.forEach((cell) => { cell.className = 'num'; });
    last.replaceChildren(tag(status));
  }

  function finish(part) {
    const [zh, en, kindZh, kindEn, formula, basis] = window.BudgetChecks[part.id];
    const rows = [...part.querySelectorAll('tbody tr')];
    const [subjects, digits] = evidence.results[part.id] || [[], ''];
    const found = [...digits].map((digit) => evidence.statuses[digit]);
    rows.forEach((row, place) => finishRow(row, evidence.subjects[subjects[place]], found[place]));
    const chips = evidence.statuses.filter((status) => found.includes(status)).map((status) => tag(
      status, ' ', element('b', {}, String(found.filter((one) => one === status).length))));
    part.querySelector('summary').replaceChildren(
      element('span', { class: 'check-name' }, both(zh, en), element('code', {}, part.id)),
      element('span', { class: 'chips' }, chips.length ? chips
        : element('span', { class: 'tag empty' }, both('本文件无此项', 'Nothing in this document'))));
    part.querySelector('.about').replaceChildren(element('p', { class: 'formula' }, formula),
      element('p', {}, both(kindZh, kindEn), ` · ${basis}`));
    const frame = part.querySelector('.scroll');
    if (!frame) return;
    for (const [key, value] of Object.entries({
      tabindex: '0', role: 'region', 'data-label-zh': zh, 'data-label-en': en, 'aria-label': zh,
    })) frame.setAttribute(key, value);
    frame.querySelector('thead').replaceChildren(heads());
  }

  for (const group of document.querySelectorAll('.group')) {
    const there = [...group.querySelectorAll('.check')];
    for (const id of evidence.empty[group.dataset.table]) {
      const made = element('details', { class: 'check', id }, element('summary'), element('div', { class: 'about' }),
        element('p', { class: 'nothing' }, both('本文件没有可核对的数字。', 'The document prints no figure that this check is about.')));
      const next = there.find((part) => part.id > id);
      if (next) next.before(made); else group.append(made);
    }
    group.querySelectorAll('.check').forEach(finish);
  }

  const checks = [...document.querySelectorAll('.check')].map((part) => ({
    part,
    tables: window.BudgetChecks[part.id][6],
    text: fold(part.querySelector('summary').textContent + part.querySelector('.about').textContent),
    results: [...part.querySelectorAll('.result')].map((row) => ({
      row, status: row.dataset.status, text: fold(row.textContent),
    })),
  }));
  const all = checks.reduce((sum, check) => sum + check.results.length, 0);

  // ---- filters -----------------------------------------------------------------------------
  const boxes = [...document.querySelectorAll('input[name=status]')];
  const tiles = [...document.querySelectorAll('.counts a[data-status]')];
  const findings = [...document.querySelectorAll('.finding')];

  // ---- the address -------------------------------------------------------------------------
  let opened = '';

  function address() {
    const asked = new URLSearchParams();
    const statuses = boxes.filter((box) => box.checked).map((box) => box.value);
    if (statuses.length !== boxes.length) asked.set('status', statuses.join(','));
    if (byId('table-filter').value) asked.set('table', byId('table-filter').value);
    if (byId('check-search').value.trim()) asked.set('q', byId('check-search').value.trim());
    const filters = asked.toString();
    return opened + (filters ? `?${filters}` : '');
  }

  function remember() {
    const wanted = address();
    if (wanted === location.hash.slice(1)) return;
    // An empty fragment would jump to the top of the page; the first section stands for it.
    history.replaceState(null, '', `#${wanted || 'content'}`);
  }

  function filter() {
    const statuses = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const table = byId('table-filter').value;
    const words = wordsOf(byId('check-search').value);
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
    for (const finding of findings) {
      finding.hidden = !finding.dataset.statuses.split(' ').some((status) => statuses.has(status));
    }
    const none = byId('no-finding');
    if (none) none.hidden = findings.some((finding) => !finding.hidden);
    for (const tile of tiles) {
      const isChosen = statuses.size !== boxes.length && statuses.has(tile.dataset.status);
      if (isChosen) tile.setAttribute('aria-current', 'true');
      else tile.removeAttribute('aria-current');
    }
  }
  const narrow = () => { filter(); remember(); };
  boxes.forEach((box) => box.addEventListener('change', narrow));
  byId('table-filter').addEventListener('change', narrow);
  byId('check-search').addEventListener('input', narrow);
  document.querySelector('.filters').addEventListener('submit', (event) => event.preventDefault());
  // A tile shows what has its status alone; the chosen one shows everything again.
  for (const tile of tiles) {
    tile.addEventListener('click', (event) => {
      event.preventDefault();
      const isChosen = tile.getAttribute('aria-current') && boxes.filter((box) => box.checked).length === 1;
      boxes.forEach((box) => { box.checked = isChosen || box.value === tile.dataset.status; });
      opened = tile.getAttribute('href').slice(1);
      narrow();
      byId(opened).scrollIntoView();
    });
  }

  // ---- evidence ----------------------------------------------------------------------------
  const SIDES = [['汇总一边', 'Summary side'], ['明细一边', 'Detail side']];
  const ROLES = [null, ['分子', 'numerator'], ['分母', 'denominator']];

  // A term is one number: its figure, its role, its sign and its side.
  const sideOf = (term) => term % 2;

  function line(term) {
    const [place, role, isTaken] = [Math.floor(term / 12), Math.floor(term / 4) % 3, Math.floor(term / 2) % 2];
    const [printed, column, text] = evidence.figures[place];
    const [table, row, label, number, page, from] = evidence.rows[printed];
    const file = evidence.documents[from];
    const other = file.title ? [...both(...file.title), ' · '] : [];
    const where = table === null
      ? both(`文字第 ${row} 处`, `Claim ${row}`)
      : both(`表${table} 第 ${row} 行`, `Table ${table}, row ${row}`);
    const header = column === null ? null : evidence.columns[column];
    const isPage = /^\d+$/.test(page);
    let at = isPage ? both(`第${page}页`, `page ${page}`) : [page || (number === null ? '—' : String(number))];
    if (file.original && number !== null) {
      const mark = text ? `?mark=${encodeURIComponent(text)}` : '';
      at = [element('a', { href: `${file.original}${mark}#l${number}` }, ...at)];
    }
    return element('tr', {},
      element('td', { class: 'sign' }, isTaken ? '−' : '+'),
      element('td', { class: 'num printed' }, text === null ? '—' : text),
      element('th', { scope: 'row' }, label === null ? '—' : label),
      element('td', {}, ...(header ? both(header[0], header[1]) : both('文字说明', 'Narrative')),
        ...(ROLES[role] ? [' (', ...both(...ROLES[role]), ')'] : [])),
      element('td', {}, ...other, ...where),
      element('td', { class: 'num' }, ...at));
  }

  function side(number, terms) {
    const here = terms.filter((term) => sideOf(term) === number);
    const box = element('div', { class: 'side' }, element('h4', {}, ...both(...SIDES[number])));
    if (!here.length) {
      box.append(element('p', { class: 'nothing' }, ...both('没有印出的数字。', 'No printed figure.')));
      return box;
    }
    const heads = [['', ''], ['照印', 'As printed'], ['行', 'Row'], ['栏', 'Column'], ['所在', 'Where'], ['页或行', 'Page or line']];
    box.append(element('table', {},
      element('thead', {}, element('tr', {}, ...heads.map(([zh, en], place) => element('th', { scope: 'col', class: place === 1 || place === 5 ? 'num' : '' }, ...both(zh, en))))),
      element('tbody', {}, ...here.map(line))));
    return box;
  }

  const resultsOf = (part) => [...part.querySelectorAll('.result')];

  function open(row, show) {
    const button = row.querySelector('button');
    const behind = row.nextElementSibling;
    const isThere = behind && behind.classList.contains('evidence');
    const wanted = show === undefined ? button.getAttribute('aria-expanded') !== 'true' : show;
    button.setAttribute('aria-expanded', String(wanted));
    if (show === undefined) {
      opened = row.closest('.check').id;
      if (wanted) opened += `/${encodeURIComponent(row.dataset.subject)}`;
      remember();
    }
    if (!wanted) { if (isThere) behind.remove(); return; }
    if (isThere) return;
    const check = row.closest('.check').id;
    const terms = evidence.results[check][2][resultsOf(byId(check)).indexOf(row)];
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

  // ---- rows as printed: where one is wider than the page, its mark is in view ----------------
  for (const image of document.querySelectorAll('.cut img[data-mark]')) {
    const frame = image.parentElement;
    frame.scrollLeft = Math.max(0, Number(image.dataset.mark) - frame.clientWidth + 24);
  }

  // ---- what the address asks for -----------------------------------------------------------
  function follow() {
    const hash = location.hash.slice(1);
    const [place, asked] = hash.includes('?') ? [hash.slice(0, hash.indexOf('?')), hash.slice(hash.indexOf('?') + 1)] : [hash, null];
    if (asked !== null) {
      const filters = new URLSearchParams(asked);
      const statuses = filters.has('status') ? filters.get('status').split(',') : boxes.map((box) => box.value);
      boxes.forEach((box) => { box.checked = statuses.includes(box.value); });
      const table = byId('table-filter');
      table.value = [...table.options].some((option) => option.value === filters.get('table')) ? filters.get('table') : '';
      byId('check-search').value = filters.get('q') || '';
      filter();
    }
    let id; let rest;
    try { [id, ...rest] = place.split('/').map(decodeURIComponent); } catch (error) { return; }
    const subject = rest.join('/');
    const part = id && byId(id);
    if (!part) return;
    opened = place;
    if (!part.classList.contains('check')) {
      if (part.hidden) {
        boxes.forEach((box) => { box.checked = true; });
        filter();
      }
      if (asked !== null || part.classList.contains('finding')) part.scrollIntoView();
      return;
    }
    const row = resultsOf(part).find((one) => one.dataset.subject === subject);
    if (part.hidden || (row && row.hidden)) {
      boxes.forEach((box) => { box.checked = true; });
      byId('table-filter').value = '';
      byId('check-search').value = '';
      filter();
    }
    part.open = true;
    document.querySelectorAll('.result.found').forEach((one) => one.classList.remove('found'));
    if (row) { row.classList.add('found'); open(row, true); }
    remember();
    (row || part).scrollIntoView({ block: 'center' });
  }
  window.addEventListener('hashchange', follow);
  follow();
  // Opening a check puts it into the address; what the address opened is there already.
  for (const { part } of checks) {
    part.querySelector('summary').addEventListener('click', () => {
      opened = part.open ? '' : part.id;
      remember();
    });
  }
}());
