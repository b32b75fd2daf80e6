// From a chart's data to ECharts options. The same code draws the SVG when the site is built (in
// Node) and answers hover in the browser, so what is printed and what is touched cannot differ.
// Text comes ready made, exact; numbers only place the drawing.
(function (root) {
  'use strict';

  // Names in single quotes: double ones would end the style attribute of the SVG.
  const FONT = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC','Noto Sans SC',sans-serif";
  const INK = '#22272e';
  const MUTED = '#6a7178';
  const RULE = '#dcd8cf';
  const PAPER = '#ffffff';

  const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => ({
    '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;',
  }[sign]));

  // Chinese characters take one em, others about half of one.
  const isWide = (sign) => sign.codePointAt(0) > 0x2e7f;
  const ems = (text) => Array.from(text).reduce((sum, sign) => sum + (isWide(sign) ? 1 : 0.56), 0);

  // Breaks a text into lines of so many ems; between words where there are words.
  function wrap(text, width, most) {
    const words = text.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+/g) || [''];
    const lines = [''];
    for (const word of words) {
      const line = lines[lines.length - 1];
      if (line && ems(line + word.trimEnd()) > width) lines.push(word);
      else lines[lines.length - 1] = line + word;
    }
    const kept = lines.map((line) => line.trimEnd());
    if (kept.length <= most) return kept.join('\n');
    const last = shorten(kept.slice(most - 1).join(''), width);
    return [...kept.slice(0, most - 1), last].join('\n');
  }

  function shorten(text, width) {
    if (ems(text) <= width) return text;
    const signs = Array.from(text);
    while (signs.length > 1 && ems(signs.join('')) + 1 > width) signs.pop();
    return `${signs.join('').trimEnd()}…`;
  }

  function tooltip(formatter) {
    return {
      trigger: 'item', confine: true, transitionDuration: 0, padding: [8, 12], backgroundColor: PAPER,
      borderColor: RULE, borderWidth: 1, formatter, extraCssText: 'max-width:min(320px,86vw);white-space:normal;box-shadow:0 4px 18px rgba(30,35,40,.14);border-radius:6px;',
      textStyle: { color: INK, fontSize: 13, fontFamily: FONT },
    };
  }

  function hover(title, lines) {
    const rows = lines.filter(Boolean).map(([name, value, color]) => (
      `<div style="display:flex;gap:18px;justify-content:space-between"><span style="color:${MUTED}">${
        color ? `<span style="display:inline-block;width:9px;height:9px;border-radius:2px;margin-right:6px;background:${color}"></span>` : ''
      }${escape(name)}</span><b style="font-variant-numeric:tabular-nums;white-space:nowrap">${escape(value)}</b></div>`));
    return `<div style="font-weight:600;margin-bottom:3px">${escape(title)}</div>${rows.join('')}`;
  }

  const base = () => ({
    animation: false,
    textStyle: { fontFamily: FONT, color: INK },
    aria: { enabled: false },
  });

  // ---- where the money flows ---------------------------------------------------------------
  function sankey(data, { lang, width, paper }) {
    const most = Math.max(...data.levels.map((_, level) => data.nodes.filter((node) => node.level === level).length));
    const height = paper ? Math.max(340, 60 + most * 26) : Math.max(460, 70 + most * 46);
    const narrow = width < 860;
    const phone = width < 560;
    const size = phone ? 10 : narrow ? 11 : 12.5;
    const last = data.levels.length - 1;
    const right = phone ? 62 : narrow ? 104 : 148;
    const room = ((width - right) / last - (phone ? 22 : 40)) / size;
    const byId = new Map(data.nodes.map((node) => [node.id, node]));
    const step = (width - right - 14) / last;
    // How high each node will be: the fullest column sets the scale. Low nodes have one line.
    const gap = most > 9 ? 12 : 20;
    const columns = data.levels.map((_, level) => data.nodes.filter((node) => node.level === level));
    const scale = Math.min(...columns.filter((nodes) => nodes.length).map((nodes) => (
      (height - 42 - gap * (nodes.length - 1)) / nodes.reduce((sum, node) => sum + node.value, 0))));
    const line = size * 1.32;
    const label = (node) => {
      const free = node.value * scale + gap;
      const space = node.level === last ? (right - 12) / size : room;
      const full = ems(node[lang]) <= space ? node[lang] : node.short[lang];
      if (free < line * 2 && phone) return `{number|${node.text}}`;
      if (free < line * 2) {
        return `${shorten(full, space - ems(node.text) - 0.8)} {number|${node.text}}`;
      }
      const lines = free >= line * 3 ? 2 : 1;
      return `${wrap(full, space, lines)}\n{number|${node.text}}`;
    };
    return {
      height,
      option: {
        ...base(),
        title: data.levels.map((level, position) => ({
          text: level[lang], left: Math.round(position * step), top: 0, padding: 0,
          textStyle: { fontSize: phone ? 10 : narrow ? 11 : 12, fontWeight: 600, color: MUTED, fontFamily: FONT },
        })),
        tooltip: tooltip((item) => {
          if (item.dataType === 'edge') {
            const source = byId.get(item.data.source);
            const target = byId.get(item.data.target);
            return hover(`${source[lang]} → ${target[lang]}`, [[data.unit[lang], item.data.text]]);
          }
          const node = byId.get(item.name);
          return hover(node[lang], [[`${data.levels[node.level][lang]} · ${data.unit[lang]}`, node.text, node.color],
            node.sum !== node.text && [{ zh: '由明细相加', en: 'Summed from the detail' }[lang], node.sum]]);
        }),
        series: [{
          type: 'sankey', left: 0, right, top: 34, bottom: 8, nodeWidth: 14, draggable: false,
          nodeGap: gap, layoutIterations: 64, nodeAlign: 'justify',
          emphasis: { focus: 'adjacency' },
          lineStyle: { color: 'source', opacity: 0.3, curveness: 0.5 },
          label: {
            fontSize: size, lineHeight: size * 1.32, color: INK, fontFamily: FONT, distance: 7,
            textBorderColor: 'rgba(255,255,255,.85)', textBorderWidth: 3,
            formatter: (item) => label(byId.get(item.name)),
            rich: { number: { fontSize: size - 1, lineHeight: size * 1.25, color: MUTED, fontFamily: FONT, textBorderColor: 'rgba(255,255,255,.85)', textBorderWidth: 3 } },
          },
          data: data.nodes.map((node) => ({ name: node.id, depth: node.level, itemStyle: { color: node.color, borderWidth: 0 } })),
          links: data.links,
        }],
      },
    };
  }

  // ---- what each unit's money is for -------------------------------------------------------
  function treemap(data, { lang, width, paper }) {
    const tall = width < 700 && !paper;
    const height = tall ? 620 : Math.min(520, Math.round(width * 0.58));
    // What is written in each area; a number stands whole or not at all.
    const upper = (unit, space) => {
      const room = (space - 14) / 12.4;
      const texts = [`${unit[lang]}  ${unit.text}`, `${unit.short[lang]}  ${unit.text}`, unit[lang], unit.short[lang]];
      return texts.find((text) => ems(text) <= room) || (room > 3 ? shorten(unit.short[lang], room) : '');
    };
    const inner = (part, space, high) => {
      const room = (space - 12) / 12.2;
      if (room < 3 || high < 24) return '';
      const name = shorten(part[lang], room);
      return high >= 44 && ems(part.text) <= room ? `${name}\n${part.text}` : name;
    };
    // Room is known once the areas are laid out: `settle` writes what fits.
    const series = (room) => ({
      type: 'treemap', left: 0, right: 0, top: 0, bottom: 0, roam: false, nodeClick: false,
      breadcrumb: { show: false }, squareRatio: tall ? 0.9 : 1.1, sort: 'desc',
      label: { fontSize: 12, lineHeight: 16, color: '#fff', fontFamily: FONT, padding: [4, 5] },
      upperLabel: { show: true, height: 24, color: INK, fontSize: 12, fontWeight: 600, fontFamily: FONT, padding: [0, 6] },
      itemStyle: { borderColor: PAPER, borderWidth: 0, gapWidth: 1 },
      levels: [
        { itemStyle: { borderWidth: 0, gapWidth: 4, borderColor: PAPER }, upperLabel: { show: false } },
        { itemStyle: { borderColor: '#ece8df', borderWidth: 3, gapWidth: 1 }, emphasis: { itemStyle: { borderColor: '#d8d2c4' } } },
        { itemStyle: { borderWidth: 0, gapWidth: 1 } },
      ],
      data: data.units.map((unit) => {
        const outer = room ? upper(unit, room.get(unit.id)[0]) : '';
        return {
          name: unit.id, value: unit.value, zh: unit.zh, en: unit.en, text: unit.text,
          itemStyle: { color: '#ece8df' }, upperLabel: { show: true, formatter: () => outer },
          children: unit.children.map((part) => {
            const text = room ? inner(part, ...room.get(part.id)) : '';
            return {
              name: part.id, value: part.value, zh: part.zh, en: part.en, text: part.text,
              parent: { zh: unit.zh, en: unit.en }, itemStyle: { color: part.color },
              label: { show: text !== '', formatter: () => text },
            };
          }),
        };
      }),
    });
    return {
      height,
      option: {
        ...base(),
        tooltip: tooltip((item) => {
          const node = item.data;
          if (!node || !node.text) return '';
          return hover(node.parent ? `${node.parent[lang]} · ${node[lang]}` : node[lang], [
            [data.unit[lang], node.text, node.parent && node.itemStyle.color],
          ]);
        }),
        series: [series(null)],
      },
      settle: (instance) => {
        const room = new Map();
        instance.getModel().getSeriesByIndex(0).getData().tree.root.eachNode((node) => {
          const layout = node.getLayout();
          room.set(node.name, layout ? [layout.width || 0, layout.height || 0] : [0, 0]);
        });
        const nothing = [0, 0];
        instance.setOption({ series: [series({ get: (id) => room.get(id) || nothing })] });
      },
    };
  }

  // ---- bars, stacked or side by side -------------------------------------------------------
  function bars(data, { lang, width }) {
    const narrow = width < 620;
    const size = narrow ? 11.5 : 12.5;
    const widest = Math.max(...data.rows.map((row) => ems(row[lang])));
    const named = Math.min(narrow ? 112 : 250, Math.ceil(widest * size) + 6);
    const numbers = Math.ceil(Math.max(...data.rows.map((row) => ems(row.text || '')), ...(data.stacked ? [0] : data.series.flatMap((series) => series.texts.map(ems)))) * size) + 14;
    const legend = data.series.length > 1;
    const each = data.stacked ? (narrow ? 44 : 36) : (narrow ? 50 : 46);
    // How many lines the legend takes; it stands on top, so the bars begin below it.
    let lines = 1;
    let taken = 0;
    for (const series of data.series) {
      const wide = ems(series[lang]) * 12 + 40;
      if (taken + wide > width && taken) { lines += 1; taken = 0; }
      taken += wide;
    }
    const top = legend ? 8 + lines * 24 : 4;
    const height = top + data.rows.length * each + 6;
    const negative = data.series.some((series) => series.values.some((value) => value < 0));
    const common = { type: 'bar', barMaxWidth: data.stacked ? 18 : 13, emphasis: { focus: 'none' }, cursor: 'default' };
    const series = data.series.map((part) => ({
      ...common, name: part[lang], stack: data.stacked ? 'all' : undefined, barGap: '18%',
      itemStyle: { color: part.color },
      label: data.stacked ? { show: false } : {
        show: true, position: 'right', distance: 6, fontSize: size - 0.5, color: part.quiet ? MUTED : INK, fontFamily: FONT,
        formatter: (item) => part.texts[item.dataIndex],
      },
      data: part.values,
    }));
    if (data.stacked) {
      // An empty last part carries the total at the end of each bar.
      series.push({
        ...common, name: '', stack: 'all', silent: true, tooltip: { show: false }, itemStyle: { color: 'transparent' },
        label: { show: true, position: 'right', distance: 6, fontSize: size, fontWeight: 600, color: INK, fontFamily: FONT, formatter: (item) => data.rows[item.dataIndex].text },
        data: data.rows.map(() => 0),
      });
    }
    return {
      height,
      option: {
        ...base(),
        legend: {
          show: legend, top: 0, left: 0, itemWidth: 11, itemHeight: 11, itemGap: 16, icon: 'roundRect', selectedMode: false,
          data: data.series.map((part) => part[lang]), textStyle: { color: INK, fontSize: 12, fontFamily: FONT },
        },
        grid: { left: named + 10, right: numbers, top, bottom: 4, containLabel: false, outerBoundsMode: 'none' },
        xAxis: {
          type: 'value', show: false, min: negative ? undefined : 0,
        },
        yAxis: {
          type: 'category', inverse: true, data: data.rows.map((_, position) => String(position)),
          axisLine: { show: negative ? false : true, lineStyle: { color: RULE } }, axisTick: { show: false },
          axisLabel: {
            margin: 10, fontSize: size, lineHeight: size * 1.28, color: INK, fontFamily: FONT, interval: 0, align: 'right',
            formatter: (value) => wrap(data.rows[Number(value)][lang], named / size, narrow ? 3 : 2),
          },
        },
        tooltip: {
          ...tooltip((items) => {
            const position = (Array.isArray(items) ? items[0] : items).dataIndex;
            const row = data.rows[position];
            return hover(row[lang], [
              ...data.series.map((part) => [part[lang], part.texts[position], part.color]),
              data.stacked && data.series.length > 1 && [data.total[lang], row.sum || row.text],
              row.printed && [data.printed[lang], row.printed],
              row.note && [row.note[lang], row.range],
            ]);
          }),
          trigger: 'axis', axisPointer: { type: 'shadow', shadowStyle: { color: 'rgba(90,80,60,.07)' } },
        },
        series,
      },
    };
  }

  const kinds = { sankey, treemap, bars };
  const api = {
    font: FONT,
    // Draws a chart on an instance; `data` as pages/charts.py makes it, `view` with the
    // language, the width, and whether it is for paper, where height is dear.
    draw(instance, kind, data, view) {
      const { option, height, settle } = kinds[kind](data, view);
      instance.resize({ width: view.width, height });
      instance.setOption(option, { notMerge: true });
      if (settle) settle(instance);
      return height;
    },
  };

  if (typeof module === 'object' && module.exports) module.exports = api;
  else root.BudgetCharts = api;
}(typeof globalThis === 'object' ? globalThis : this));
