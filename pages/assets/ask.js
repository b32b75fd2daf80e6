// Answers SQL on the database inside the page: a table, bars where they say something, and CSV.
(function () {
  'use strict';

  const { element, both } = window.BudgetLanguage;
  const byId = (id) => document.getElementById(id);
  const examples = new Map(JSON.parse(byId('examples').textContent).map((one) => [one.name, one]));
  const MOST_ROWS = 1000;
  const MOST_BARS = 25;
  let database = null;
  let answer = null;

  const bytes = (id) => Uint8Array.from(atob(byId(id).textContent.trim()), (sign) => sign.charCodeAt(0));
  const unpack = async (packed) => new Uint8Array(await new Response(
    new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip')),
  ).arrayBuffer());
  const say = (zh, en) => byId('said').replaceChildren(...both(zh, en));

  // Binary figures are shown to six decimals, the most that any amount has.
  function shown(value) {
    if (value === null) return '—';
    if (typeof value !== 'number') return String(value);
    if (Number.isInteger(value)) return String(value);
    return String(Number(value.toFixed(6)));
  }

  function bars({ columns, values }) {
    const place = byId('chart');
    place.hidden = true;
    const isNumber = columns.map((_, at) => values.every((row) => row[at] === null || typeof row[at] === 'number')
      && values.some((row) => row[at] !== null));
    const isAmount = (name) => /amount|total|percent|share|count|value/.test(name);
    const measured = columns.findIndex((name, at) => isNumber[at] && isAmount(name));
    const named = columns.map((name, at) => at).filter((at) => !isNumber[at] && /name|label|text|kind|subject/.test(columns[at]));
    if (measured < 0 || values.length < 2) return;
    const label = named.length ? named : columns.map((_, at) => at).filter((at) => !isNumber[at]).slice(0, 1);
    if (!label.length) return;
    const rows = values.filter((row) => row[measured] !== null).slice(0, MOST_BARS);
    const most = Math.max(...rows.map((row) => Math.abs(row[measured])));
    if (!most) return;
    place.replaceChildren(
      element('p', { class: 'note' }, columns[measured], ...(values.length > MOST_BARS ? both(`（前 ${MOST_BARS} 行）`, ` (first ${MOST_BARS} rows)`) : [])),
      element('ul', { class: 'year-bars' }, ...rows.map((row) => element('li', {},
        element('span', {}, label.map((at) => shown(row[at])).filter((text) => text !== '—').slice(0, 2).join(' · ')),
        element('span', { class: 'year-bar' }, element('i', { class: row[measured] < 0 ? 'negative' : '', style: `width:${100 * Math.abs(row[measured]) / most}%` })),
        element('b', {}, shown(row[measured]))))),
    );
    place.hidden = false;
  }

  function run() {
    const started = performance.now();
    byId('save').hidden = true;
    byId('chart').hidden = true;
    byId('answer').replaceChildren();
    answer = null;
    let results;
    try {
      results = database.exec(byId('sql').value);
    } catch (error) {
      say(`不能回答：${error.message}`, `Cannot be answered: ${error.message}`);
      return;
    }
    if (!results.length) { say('没有行。', 'No rows.'); return; }
    answer = results[results.length - 1];
    const rows = answer.values;
    const right = answer.columns.map((_, at) => rows.some((row) => typeof row[at] === 'number'));
    byId('answer').replaceChildren(
      element('thead', {}, element('tr', {}, ...answer.columns.map((name, at) => element('th', { scope: 'col', class: right[at] ? 'num' : '' }, name)))),
      element('tbody', {}, ...rows.slice(0, MOST_ROWS).map((row) => element('tr', {}, ...row.map((value, at) => element('td', { class: right[at] ? 'num' : '' }, shown(value)))))),
    );
    const more = rows.length > MOST_ROWS ? [`，列出前 ${MOST_ROWS} 行，CSV 有全部`, `, the first ${MOST_ROWS} shown, all of them in the CSV`] : ['', ''];
    const took = Math.round(performance.now() - started);
    say(`${rows.length} 行${more[0]}（${took} 毫秒）`, `${rows.length} rows${more[1]} (${took} ms)`);
    byId('save').hidden = false;
    bars(answer);
  }

  // What pages/cells.py takes for a formula, and for a number.
  const FORMULA = /^\s*[=+\-@\t\r]/;
  const NUMBER = /^[-+]?\d[\d,]*(\.\d+)?%?$/;
  function save() {
    const cell = (value) => {
      let text = value === null ? '' : typeof value === 'number' ? shown(value) : value;
      if (typeof value === 'string' && FORMULA.test(text) && !NUMBER.test(text)) text = `'${text}`;
      return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
    };
    const lines = [answer.columns, ...answer.values].map((row) => row.map(cell).join(','));
    const link = element('a', { download: 'answer.csv', href: URL.createObjectURL(new Blob([`\ufeff${lines.join('\r\n')}\r\n`], { type: 'text/csv' })) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  function choose(name) {
    const one = examples.get(name);
    if (!one) return;
    byId('sql').value = one.sql;
    byId('notes').replaceChildren(...both(one.notes_zh, one.notes_en));
    byId('notes').hidden = false;
    history.replaceState(null, '', `#${name}`);
    run();
    byId('run').scrollIntoView({ block: 'nearest' });
  }

  async function start() {
    const began = performance.now();
    say('正在打开…', 'Opening…');
    const engine = await window.initSqlJs({ wasmBinary: bytes('wasm') });
    database = new engine.Database(await unpack(bytes('database')));
    // What the questions call and SQLite has not; nothing found is an empty text.
    const found = (text, pattern, group) => {
      if (text === null) return null;
      const match = new RegExp(pattern, 'u').exec(text);
      return match ? match[Number(group)] || '' : '';
    };
    database.create_function('regexp_extract', (text, pattern, group) => found(text, pattern, group));
    database.create_function('translate', (text, from, to) => {
      if (text === null) return null;
      const [signs, instead] = [[...from], [...to]];
      return [...text].map((sign) => (signs.includes(sign) ? instead[signs.indexOf(sign)] || '' : sign)).join('');
    });
    database.create_function('regexp_replace', (text, pattern, instead, flags) => (
      text === null ? null : String(text).replace(new RegExp(pattern, `u${flags}`), instead)));
    byId('run').disabled = false;
    say('可以提问了。', 'Ready.');
    document.documentElement.dataset.opened = String(Math.round(performance.now() - began));
    byId('run').addEventListener('click', () => { byId('notes').hidden = true; run(); });
    byId('save').addEventListener('click', save);
    byId('sql').addEventListener('keydown', (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run(); });
    document.querySelectorAll('[data-example]').forEach((button) => button.addEventListener('click', () => choose(button.dataset.example)));
    document.querySelectorAll('[data-relation]').forEach((button) => button.addEventListener('click', () => {
      byId('sql').value = `select *\nfrom ${button.dataset.relation}\nlimit 100`;
      byId('notes').hidden = true;
      run();
      byId('sql').scrollIntoView({ block: 'center' });
    }));
    choose(decodeURIComponent(location.hash.slice(1)));
  }
  start().catch((error) => say(`打不开：${error.message}`, `Cannot be opened: ${error.message}`));
}());
