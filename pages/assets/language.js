// Runs before the page is painted: marks that scripts work and takes the reader's language. What the other scripts
// write in both languages is made here.
(function () {
  'use strict';

  const page = document.documentElement;
  const KEY = 'budget-language';
  // Storage may be refused where a page is opened from disk.
  const remembered = () => { try { return localStorage.getItem(KEY); } catch (error) { return null; } };
  const remember = (value) => { try { localStorage.setItem(KEY, value); } catch (error) { /* as it is */ } };
  const asked = new URLSearchParams(location.search).get('lang');
  let lang = (asked || remembered()) === 'en' ? 'en' : 'zh';

  function mark() {
    page.lang = lang === 'en' ? 'en' : 'zh-CN';
    const button = document.getElementById('language');
    if (button) {
      button.textContent = lang === 'en' ? '中文' : 'English';
      button.setAttribute('aria-label', lang === 'en' ? '切换为中文' : 'Switch to English');
    }
    for (const part of document.querySelectorAll(`[data-label-${lang}]`)) {
      part.setAttribute('aria-label', part.getAttribute(`data-label-${lang}`));
    }
    for (const option of document.querySelectorAll(`option[data-${lang}]`)) {
      option.textContent = option.getAttribute(`data-${lang}`);
    }
  }

  page.classList.add('js');
  mark();
  // An element of a page, and a text in both languages, of which the style sheet shows one.
  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    made.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return made;
  }
  const both = (zh, en) => [
    element('span', { class: 'zh', lang: 'zh-CN' }, zh), element('span', { class: 'en', lang: 'en' }, en),
  ];
  window.BudgetLanguage = { get current() { return lang; }, element, both };
  document.addEventListener('DOMContentLoaded', () => {
    mark();
    document.getElementById('language').addEventListener('click', () => {
      lang = lang === 'en' ? 'zh' : 'en';
      remember(lang);
      mark();
      document.dispatchEvent(new CustomEvent('languagechange', { detail: lang }));
    });
  });
}());
