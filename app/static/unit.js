/* Improvements only: the month's total as it is typed, and how far a worker is. The server computes it again, and its figure counts. */
(function () {
  'use strict';
  // What a worker is busy with is looked at again; the link 刷新 does the same without scripts.
  if (document.querySelector('[data-again]')) setTimeout(function () { location.reload(); }, 2000);

  var form = document.querySelector('[data-total]');
  if (!form) return;

  // Digits of full width, commas and units are read as the server reads them; hundredths, or null for what is no number.
  function hundredths(name) {
    var text = form.elements[name].value.normalize('NFKC').replace(/[, 元%]/g, '');
    if (!/^\d{1,12}(\.\d{1,2})?$/.test(text)) return null;
    var parts = text.split('.');
    return Number(parts[0]) * 100 + Number(((parts[1] || '') + '00').slice(0, 2));
  }

  // Wages in fen times a ratio in hundredths of a percent, half up to the fen.
  function part(wages, ratio) { return Math.floor((wages * ratio + 5000) / 10000); }

  function written(fen) {
    var text = String(Math.floor(fen / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
    return text + '.' + ('0' + fen % 100).slice(-2);
  }

  function show() {
    var wages = hundredths('wages'), unit = hundredths('unit_pct'), person = hundredths('person_pct');
    var known = wages !== null && unit !== null && person !== null && wages * (unit + person) < Number.MAX_SAFE_INTEGER;
    var whole = known ? part(wages, unit + person) : 0, own = known ? part(wages, unit) : 0;
    var figures = { whole: whole, unit: own, person: whole - own };
    Object.keys(figures).forEach(function (name) {
      form.querySelector('[data-total-' + name + ']').textContent = known ? written(figures[name]) : '—';
    });
  }

  ['wages', 'unit_pct', 'person_pct'].forEach(function (name) { form.elements[name].addEventListener('input', show); });
  show();
})();
