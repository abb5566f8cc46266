// Looks through the tools in the browser. Their words are loaded when somebody begins to search, as a script: a page that is opened
// from a folder may load nothing else.
(function () {
  'use strict';

  var most = 50;
  var form = document.querySelector('form[role="search"]');
  var input = document.getElementById('q');
  var results = document.getElementById('results');
  var root = form.dataset.root;
  var loading = null;

  form.hidden = false;

  function load() {
    loading = loading || new Promise(function (resolve, reject) {
      var script = document.createElement('script');
      script.src = root + 'assets/tools.js';
      script.onload = function () {
        resolve(window.gleanTools.map(function (tool) {
          return { tool: tool, name: plain(tool[1]), all: plain(tool[1] + ' ' + tool[2] + ' ' + tool[3]) };
        }));
      };
      script.onerror = reject;
      document.head.append(script);
    });
    return loading;
  }

  function plain(text) {
    return text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
  }

  // A name that begins with the words comes before one that holds them, and that before a text that does.
  function rank(entry, words, whole) {
    if (!words.every(function (word) { return entry.all.includes(word); })) return -1;
    if (entry.name === whole) return 4;
    if (entry.name.startsWith(whole)) return 3;
    return words.every(function (word) { return entry.name.includes(word); }) ? 2 : 1;
  }

  function element(name, text, className) {
    var made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function show(entries, whole) {
    var words = whole.split(/\s+/);
    var found = entries
      .map(function (entry) { return { entry: entry, rank: rank(entry, words, whole) }; })
      .filter(function (hit) { return hit.rank > 0; })
      .sort(function (a, b) { return b.rank - a.rank; });
    var list = element('ul', '', 'cards');
    found.slice(0, most).forEach(function (hit) {
      var tool = hit.entry.tool;
      var item = document.createElement('li');
      var link = element('a', tool[1], 'name');
      link.href = root + 'tools/' + tool[0] + '.html';
      item.append(link, ' ', element('span', tool[2], 'tag'));
      if (tool[3]) item.append(element('p', tool[3]));
      list.append(item);
    });
    var count = found.length === 0 ? 'No tool fits.' : found.length === 1 ? '1 tool' : found.length + ' tools' + (found.length > most ? ', the first ' + most : '');
    results.replaceChildren(element('h2', count), list);
    results.hidden = false;
  }

  function search() {
    var whole = plain(input.value.trim());
    if (!whole) {
      results.hidden = true;
      return;
    }
    load().then(
      function (entries) { if (plain(input.value.trim()) === whole) show(entries, whole); },
      function () {
        results.replaceChildren(element('p', 'The list of tools could not be loaded.'));
        results.hidden = false;
      });
  }

  input.addEventListener('focus', load, { once: true });
  input.addEventListener('input', search);
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    var first = results.hidden ? null : results.querySelector('a');
    if (first) first.focus();
    else search();
  });

  var asked = new URLSearchParams(location.search).get('q');
  if (asked) {
    input.value = asked;
    search();
  }
})();
