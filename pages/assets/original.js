// Marks the line that the address names, or the one that it stands in, and in it the cell or the words
// that a page asked for: original.html?mark=1,842.55#l107.
(function () {
  'use strict';

  const squeeze = (text) => text.replace(/\s+/g, '');
  const lines = [...document.querySelectorAll('.lines-of-original li[id]')];
  const numbers = lines.map((line) => Number(line.id.slice(1)));
  const wanted = squeeze(new URLSearchParams(location.search).get('mark') || '');

  function mark(line) {
    const cells = [...line.querySelectorAll(':scope > span:not(.zh, .en)')];
    const found = cells.filter((cell) => squeeze(cell.textContent) === wanted);
    if (found.length) {
      found.forEach((cell) => cell.classList.add('marked'));
      return;
    }
    for (const node of cells.length ? [] : [...line.childNodes]) {
      const at = node.nodeType === 3 ? node.data.indexOf(wanted) : -1;
      if (at >= 0) {
        const words = node.splitText(at);
        words.splitText(wanted.length);
        const marked = document.createElement('mark');
        words.replaceWith(marked);
        marked.append(words);
        return;
      }
    }
  }

  function follow() {
    const asked = /^#l(\d+)$/.exec(location.hash);
    document.querySelectorAll('.lines-of-original .found').forEach((line) => line.classList.remove('found'));
    if (!asked) return;
    // A paragraph begins some lines before the one that is asked for.
    let place = -1;
    numbers.forEach((number, at) => { if (number <= Number(asked[1])) place = at; });
    if (place < 0) return;
    const line = lines[place];
    line.classList.add('found');
    if (wanted) mark(line);
    line.scrollIntoView({ block: 'center' });
  }
  window.addEventListener('hashchange', follow);
  follow();
}());
