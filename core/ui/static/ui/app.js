/* The only own script. No framework, no inline handlers; every hook is a data- attribute.
   Everything it adds is an extra: pages work with it off. Words come from <body data-…>. */
(() => {
  'use strict';
  const $ = (s, r = document) => r.querySelector(s);
  const $$ = (s, r = document) => Array.from(r.querySelectorAll(s));
  const words = document.body.dataset;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, k) => values[k]);
  const say = t => { const l = $('#live'); if (l) { l.textContent = ''; setTimeout(() => { l.textContent = t; }, 60); } };

  function init(root) {
    $$('[data-js]', root).forEach(e => { e.hidden = false; });
    $$('input[type=radio]', root).forEach(syncRadio);
    $$('textarea[maxlength]', root).forEach(count);
    const errors = $('#errsum', root); if (errors) errors.focus();
    const view = $('.views [aria-current]', root);
    if (view) view.parentNode.scrollLeft = view.offsetLeft - 16;
    bulk();
  }
  /* radio cards: mark the chosen one, show its conditional block */
  function syncRadio(r) {
    const row = r.closest('.opt-row'); if (row) row.classList.toggle('is-on', r.checked);
    const box = r.dataset.reveal && document.getElementById(r.dataset.reveal); if (!box) return;
    box.hidden = !r.checked; $$('input,textarea,select', box).forEach(i => { i.disabled = !r.checked; });
  }
  function count(t) {
    const o = document.getElementById(t.id + '_count');
    if (o) o.textContent = fill(words.count, { n: t.value.length, m: t.maxLength });
  }
  /* rows with tick boxes, and the buttons that need at least one */
  function bulk() {
    const bar = $('#bulk'); if (!bar) return;
    const boxes = $$('tbody .pick input'); const on = boxes.filter(b => b.checked);
    boxes.forEach(b => b.closest('tr').classList.toggle('is-sel', b.checked));
    bar.classList.toggle('bulk--on', on.length > 0);
    $$('[data-needs-rows]', bar).forEach(b => { b.setAttribute('aria-disabled', on.length ? 'false' : 'true'); });
    const n = $('[data-n]', bar); if (n) n.textContent = on.length;
    const all = $('input[data-all]');
    if (all) { all.checked = on.length === boxes.length && boxes.length > 0; all.indeterminate = on.length > 0 && !all.checked; }
  }
  const keysOn = on => { if (on !== undefined) localStorage.setItem('keys', on ? 'on' : 'off'); return localStorage.getItem('keys') !== 'off'; };

  document.addEventListener('change', e => {
    const t = e.target;
    if (t.matches('input[type=radio]')) $$(`input[name="${CSS.escape(t.name)}"]`, t.form || document).forEach(syncRadio);
    if (t.matches('input[data-keys]')) keysOn(t.checked);
    if (t.matches('input[data-all]')) $$('tbody .pick input').forEach(b => { b.checked = t.checked; });
    if (t.matches('tbody .pick input,input[data-all]')) { bulk(); say(fill(words.picked, { n: $$('tbody .pick input:checked').length })); }
  });
  document.addEventListener('input', e => { if (e.target.matches('textarea[maxlength]')) count(e.target); });
  document.addEventListener('click', e => {
    $$('details.menu[open]').forEach(m => { if (!m.contains(e.target)) m.open = false; });
    const t = e.target.closest('[data-toggle],[data-quick],[data-dialog],[data-close],[data-print],[aria-disabled="true"]'); if (!t) return;
    if (t.getAttribute('aria-disabled') === 'true') { e.preventDefault(); e.stopPropagation(); return; }
    if (t.dataset.toggle) { e.preventDefault(); const x = document.getElementById(t.dataset.toggle); t.setAttribute('aria-expanded', x.classList.toggle('is-open')); }
    if (t.dataset.quick) quick(document.getElementById(t.dataset.quick), t.dataset.text || t.textContent.trim() + words.stop);
    if (t.dataset.dialog) document.getElementById(t.dataset.dialog).showModal();
    if ('close' in t.dataset) t.closest('dialog').close();
    if ('print' in t.dataset) window.print();
  }, true);
  function quick(area, text) {
    if (area.maxLength > 0 && area.value.length + text.length > area.maxLength) return;
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end'); area.focus(); count(area);
  }

  /* shortcuts: can be turned off (WCAG 2.1.4); never while typing or composing */
  let at = -1, g = 0;
  document.addEventListener('keydown', e => {
    const menu = e.key === 'Escape' && $('details.menu[open]');
    if (menu) { menu.open = false; $('summary', menu).focus(); return; }
    if (!keysOn() || e.isComposing || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.target.closest('input:not([type=checkbox]):not([type=radio]),textarea,select,dialog')) return;
    const rows = $$('tr[data-href]'); const k = e.key;
    const go = i => { at = Math.max(0, Math.min(rows.length - 1, i)); const a = $('a', rows[at]); if (a) a.focus(); };
    const press = s => { const a = $(s); if (a) a.click(); };
    if (k === '/') { const q = $('[data-find]') || $('[data-search], .filters input[type=search], .filters input[type=text]'); if (q) { e.preventDefault(); q.focus(); } }
    else if (k === '?' && $('#keys')) $('#keys').showModal();
    else if (k === 'j' && rows.length) go(at + 1);
    else if (k === 'k' && rows.length) go(at - 1);
    else if (k === 'x' && rows[at] && $('.pick input', rows[at])) $('.pick input', rows[at]).click();
    else if (k === '[') press('a[rel=prev]');
    else if (k === ']') press('a[rel=next]');
    else if (k === 'g') g = Date.now();
    else if (k === 'h' && Date.now() - g < 900) press('.top__name');
  });

  /* a form goes out once, however often its button is pressed; what was typed waits in this tab
     until the answer is there, so that a session that ended meanwhile loses nothing */
  const KEPT = 'kept:' + location.pathname, sent = new WeakMap();
  document.addEventListener('submit', e => {
    const f = e.target; if (f.getAttribute('method') !== 'post' || f.getAttribute('role') === 'search' || (e.submitter && e.submitter.formMethod === 'get')) return;
    if (Date.now() - (sent.get(f) || 0) < 5000) { e.preventDefault(); return; }
    sent.set(f, Date.now());
    if (!$('textarea', f)) return;
    const typed = Array.from(new FormData(f)).filter(([n, v]) => typeof v === 'string' && n !== 'csrfmiddlewaretoken');
    sessionStorage.setItem(KEPT, JSON.stringify({ n: $$('form[method=post]').indexOf(f), who: words.who, typed }));
  });
  function restore() {
    if ($('input[type=password]')) return;
    const kept = JSON.parse(sessionStorage.getItem(KEPT) || 'null'); sessionStorage.clear();
    const f = kept && kept.who === words.who && /\/login\/$/.test(document.referrer.split('?')[0]) && $$('form[method=post]')[kept.n];
    if (!f) return;
    const names = new Set(kept.typed.map(([n]) => n));
    Array.from(f.elements).filter(i => names.has(i.name)).forEach(i => {
      const values = kept.typed.filter(([n]) => n === i.name).map(([, v]) => v);
      if (i.type === 'radio' || i.type === 'checkbox') i.checked = values.includes(i.value);
      else if (i.type !== 'file') i.value = values[0];
    });
    init(f); say(words.kept);
  }

  /* htmx: busy flag, new content set up, focus and news for screen readers */
  document.addEventListener('htmx:beforeRequest', e => e.detail.target.setAttribute('aria-busy', 'true'));
  document.addEventListener('htmx:afterRequest', e => e.detail.target.removeAttribute('aria-busy'));
  document.addEventListener('htmx:afterSettle', e => {
    const t = document.getElementById(e.detail.target.id) || e.detail.target;   /* outerHTML put a new one in its place */
    t.removeAttribute('aria-busy'); at = -1; init(t);
    if (t.dataset.say) say(t.dataset.say);
    const f = t.dataset.focus && $(t.dataset.focus, t);
    if (f && !document.activeElement.closest('form')) f.focus();
  });
  /* what was picked after the last letter stays: a late answer to the letters must not wipe it out */
  let typed = 0, picked = -1;
  const asks = e => e.target.closest('form[role=search],[data-pick]');
  document.addEventListener('input', e => { if (asks(e)) typed = e.timeStamp; });
  document.addEventListener('submit', e => { if (asks(e)) typed = e.timeStamp; }, true);
  document.addEventListener('change', e => { if (e.target.closest('#found')) picked = e.timeStamp; });
  document.addEventListener('htmx:beforeRequest', e => { if (picked > typed && asks(e)) e.preventDefault(); });
  document.addEventListener('htmx:beforeSwap', e => { if (picked > typed && /found$/.test(e.detail.target.id)) e.detail.shouldSwap = false; });
  /* combobox: arrows, Enter and Esc over the list that the server found */
  const optionsOf = i => $$('[role=option]:not([aria-disabled])', i.closest('.pick'));
  const open = (i, on) => { i.setAttribute('aria-expanded', on); const l = $('[role=listbox]', i.closest('.pick')); if (l) l.hidden = !on; if (!on) i.removeAttribute('aria-activedescendant'); };
  const mark = (i, o) => { optionsOf(i).forEach(x => x.setAttribute('aria-selected', x === o)); i.setAttribute('aria-activedescendant', o.id); o.scrollIntoView({ block: 'nearest' }); };
  function pick(o, time) {
    const box = o.closest('.pick'), i = $('[data-pick]', box);
    $('input[type=hidden]', box).value = o.dataset.value; i.value = o.textContent; picked = time; open(i, false); i.focus();
  }
  document.addEventListener('keydown', e => {
    const i = e.target; if (!i.matches('[data-pick]') || e.isComposing) return;
    const all = optionsOf(i), at = all.findIndex(o => o.id === i.getAttribute('aria-activedescendant')), shown = i.getAttribute('aria-expanded') === 'true';
    if (e.key === 'Escape' && shown) { e.preventDefault(); open(i, false); }
    else if (e.key === 'Enter' && shown) { e.preventDefault(); if (all.length) pick(all[Math.max(at, 0)], e.timeStamp); }
    else if (all.length && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) {
      e.preventDefault(); open(i, true); mark(i, all[(at + (e.key === 'ArrowDown' ? 1 : all.length + (at < 0 ? 0 : -1))) % all.length]);
    }
  });
  document.addEventListener('mousedown', e => { const o = e.target.closest('.pick [data-value]'); if (o) { e.preventDefault(); pick(o, e.timeStamp); } });
  document.addEventListener('focusout', e => { if (e.target.matches('[data-pick]')) open(e.target, false); });
  document.addEventListener('htmx:configRequest', e => { const f = e.target.matches('[data-pick]') && e.target.form; if (f) e.detail.path = f.getAttribute('action') || e.detail.path; });
  document.addEventListener('htmx:afterSettle', e => { const l = /_found$/.test(e.detail.target.id) && document.getElementById(e.detail.target.id); if (l) open($('[data-pick]', l.closest('.pick')), true); });

  /* letters that were typed before the page was ready are looked up too */
  addEventListener('load', () => {
    const i = document.activeElement;
    if (i.matches('[data-pick]') && i.value && !($('input[type=hidden]', i.closest('.pick')) || {}).value) i.dispatchEvent(new Event('typed'));
  });

  const fail = () => { const f = $('#fail'); f.hidden = false; f.focus(); };
  document.addEventListener('htmx:responseError', fail);
  document.addEventListener('htmx:sendError', fail);
  document.addEventListener('htmx:timeout', fail);
  document.addEventListener('DOMContentLoaded', () => { init(document); $$('input[data-keys]').forEach(i => { i.checked = keysOn(); }); restore(); });
})();
