// What the pages do beyond standing there: charts that answer hover, searches, printing.
(function () {
  'use strict';

  const fold = (text) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
  const wordsOf = (text) => fold(text).split(' ').filter(Boolean);

  // ---- charts ------------------------------------------------------------------------------
  const source = document.getElementById('chart-data');
  const drawn = [];
  // Width of the printed column: A4 less the margins of the style sheet, in CSS pixels.
  const PRINTED_WIDTH = 695;

  function draw(chart, paper) {
    const space = paper ? PRINTED_WIDTH : chart.place.clientWidth;
    if (!space) return;
    const height = window.BudgetCharts.draw(chart.instance, chart.kind, chart.data, {
      lang: window.BudgetLanguage.current, width: space, paper,
    });
    chart.place.style.height = `${height}px`;
    chart.width = space;
  }

  if (source && window.echarts && window.BudgetCharts) {
    const charts = JSON.parse(source.textContent);
    for (const [id, { kind, data }] of Object.entries(charts)) {
      const place = document.getElementById(`chart-${id}`);
      place.replaceChildren();
      place.style.height = '100px';
      const chart = { kind, data, place, instance: window.echarts.init(place, null, { renderer: 'svg', width: 300, height: 100 }) };
      drawn.push(chart);
      draw(chart, false);
      place.dataset.live = 'true';
    }
    let waiting;
    new ResizeObserver(() => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(() => {
        if (matchMedia('print').matches) return;
        for (const chart of drawn) if (chart.place.clientWidth !== chart.width) draw(chart, false);
      });
    }).observe(document.getElementById('content'));
    document.addEventListener('languagechange', () => drawn.forEach((chart) => draw(chart, false)));
  }

  // ---- printing ----------------------------------------------------------------------------
  // Opens what is folded and draws the charts for the paper; puts both back afterwards.
  let opened = [];
  window.addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('body.glance details.lines:not([open]), details.each:not([open]), details.check:not([open], [hidden])')];
    opened.forEach((part) => { part.open = true; });
    for (const chart of drawn) draw(chart, true);
  });
  window.addEventListener('afterprint', () => {
    opened.forEach((part) => { part.open = false; });
    for (const chart of drawn) draw(chart, false);
  });

  // ---- searches ----------------------------------------------------------------------------
  function searchable(input, count, items) {
    if (!input) return;
    const texts = items.map((item) => fold(item.textContent + (item.dataset.id || '')));
    const filter = () => {
      const words = wordsOf(input.value);
      let shown = 0;
      items.forEach((item, place) => {
        item.hidden = !words.every((word) => texts[place].includes(word));
        shown += item.hidden ? 0 : 1;
      });
      count.textContent = `${shown} / ${items.length}`;
    };
    input.addEventListener('input', filter);
    input.form.addEventListener('submit', (event) => event.preventDefault());
    filter();
  }
  const byId = (id) => document.getElementById(id);
  searchable(byId('target-search'), byId('target-count'), [...document.querySelectorAll('.targets > li')]);

  window.BudgetPages = { fold, wordsOf };
}());
