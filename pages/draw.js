// Reads one chart a line, answers its SVG as one line of JSON. See drawing.py.
'use strict';

const readline = require('node:readline');
const echarts = require('./node_modules/echarts/dist/echarts.min.js');
const charts = require('./assets/charts.js');

// The width of a page's column on a desk; without a script the drawing scales to what there is.
const WIDTH = 1040;

function draw(chart) {
  const instance = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: 100 });
  charts.draw(instance, chart.kind, chart.data, { lang: 'zh', width: WIDTH });
  const svg = instance.renderToSVGString();
  instance.dispose();
  // Names inside the drawing count up over the process; tie them to the chart instead, so that
  // the same chart has the same bytes whatever was drawn before it.
  // What ECharts would need to take the drawing over is left out, as the page draws anew; the page has the font.
  return svg.replace(/\bzr\d+-/g, `${chart.id}-`).replace(/ ecmeta_\w+="[^"]*"/g, '')
    .replaceAll(charts.font, 'var(--font)');
}

readline.createInterface({ input: process.stdin, terminal: false })
  .on('line', (line) => process.stdout.write(`${JSON.stringify(draw(JSON.parse(line)))}\n`));
