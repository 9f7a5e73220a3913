/* A meeting's room: one case on the screen, and votes that wait on this computer while the network
   is gone. Only ids and counts are stored; each entry has its own key, so the server keeps it once.
   Without this script the room is one long page of plain forms. Words come from #queue[data-…]. */
(() => {
  'use strict';
  const $ = (s, r = document) => r.querySelector(s);
  const $$ = (s, r = document) => Array.from(r.querySelectorAll(s));
  const bar = $('#queue'); if (!bar) return;
  const words = bar.dataset, cases = $$('[data-case]');
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, k) => values[k]);
  const say = t => { const l = $('#live'); if (l) l.textContent = t; };

  /* ----- the queue: {item: {key, url, n, version, content_hash, agree_count, …}} ----- */
  const PLACE = 'votes:' + words.queue + ':' + document.body.dataset.who;
  const COUNTS = ['agree_count', 'disagree_count', 'defer_count'];
  const refused = {};                        /* item → sentence: answered, so it waits no longer */
  let busy = false, away = false, had = false;
  const read = () => JSON.parse(localStorage.getItem(PLACE) || '{}');
  function write(all) {
    if (Object.keys(all).length) localStorage.setItem(PLACE, JSON.stringify(all));
    else localStorage.removeItem(PLACE);
  }
  function key() {                           /* a version 4 UUID; randomUUID is newer than the floor */
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64; b[8] = (b[8] & 63) | 128;
    const hex = Array.from(b, x => (x + 256).toString(16).slice(1)).join('');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }
  function tell(text, done) {
    $('[data-text]', bar).textContent = text; bar.hidden = !text;
    bar.classList.toggle('note--warn', !done); bar.classList.toggle('note--ok', !!done);
  }
  function draw() {
    const all = Object.values(read()), lines = [];
    if (all.length) lines.push(fill(words.waiting, { n: all.length }));
    if (away) lines.push(words.away);
    lines.push(...Object.values(refused));
    if (lines.length) had = true;
    tell(lines.join(' ') || (had ? words.all : ''), !lines.length);
    $$('form[data-after-queue] button').forEach(b => { b.setAttribute('aria-disabled', all.length ? 'true' : 'false'); });
  }
  const boxOf = item => document.getElementById('case-' + item);
  function mark(item, text, done) {
    const box = boxOf(item), line = box && $('[data-said]', box);
    if (line) { line.textContent = text; line.classList.toggle('is-done', done); }
  }
  async function post(entry, opinion) {
    const body = new URLSearchParams({ csrfmiddlewaretoken: $('input[name=csrfmiddlewaretoken]').value, opinion: opinion || '' });
    ['key', 'version', 'content_hash'].concat(COUNTS).forEach(n => body.set(n, entry[n]));
    const answer = await fetch(entry.url, { method: 'POST', body, headers: { Accept: 'application/json' }, redirect: 'manual' });
    if (!/json/.test(answer.headers.get('Content-Type') || '')) return { away: answer.type === 'opaqueredirect' || answer.status === 403 };
    return { ok: answer.ok, said: (await answer.json()).said };
  }
  /* Send what waits, one after the other; what the server refuses is said with its counts. */
  async function send(item, opinion) {
    if (busy) return;
    busy = true;
    try {
      for (const [id, entry] of Object.entries(read())) {
        const answer = await post(entry, id === item ? opinion : '');
        away = !!answer.away;
        if (answer.said === undefined) break;
        const all = read(), same = all[id] && all[id].key === entry.key;
        if (!same) continue;                 /* entered anew meanwhile; the newer one goes next */
        delete all[id]; write(all);
        if (!answer.ok) refused[id] = fill(words.refused, { n: entry.n, a: entry.agree_count, b: entry.disagree_count, c: entry.defer_count, said: answer.said });
        mark(id, answer.said, answer.ok);
      }
    } catch (error) {                        /* no network: what waits is stored and tried again */
      if (!(error instanceof TypeError)) throw error;
      if (item && opinion) mark(item, $('[data-said]', boxOf(item)).textContent + ' ' + words.words, false);
    } finally { busy = false; draw(); }
  }
  document.addEventListener('submit', e => {
    const f = e.target; if (!f.matches('form[data-vote]')) return;
    const value = n => f.elements[n].value.trim();
    if (COUNTS.some(n => !/^\d{1,2}$/.test(value(n)))) return;   /* the server says what is missing */
    e.preventDefault(); e.stopPropagation();
    const box = f.closest('[data-case]'), item = box.id.replace('case-', ''), all = read();
    const entry = { key: key(), url: f.getAttribute('action'), n: Number(box.dataset.case) };
    ['version', 'content_hash'].concat(COUNTS).forEach(n => { entry[n] = value(n); });
    all[item] = entry; delete refused[item];
    try { write(all); } catch (error) { tell(words.broken); return; }
    mark(item, fill(words.kept, { a: value(COUNTS[0]), b: value(COUNTS[1]), c: value(COUNTS[2]) }), false);
    say($('[data-said]', box).textContent); box.focus(); draw(); send(item, value('opinion'));
  }, true);
  window.addEventListener('online', () => send());
  window.addEventListener('beforeunload', e => {   /* the server could not give the room again */
    if (navigator.onLine && !Object.keys(read()).length) return;
    e.preventDefault(); e.returnValue = '';
  });
  window.setInterval(() => { if (Object.keys(read()).length) send(); }, 4000);

  /* ----- one case on the screen ----- */
  let at = -1;
  function show(n, focus) {
    at = Math.max(0, Math.min(cases.length - 1, n));
    cases.forEach((c, i) => {
      c.hidden = i !== at;
      $$('.room__nav a', c).forEach(a => { if (i === at) a.rel = a.dataset.rel; else a.removeAttribute('rel'); });
    });
    if (focus) { window.scrollTo(0, 0); cases[at].focus({ preventScroll: true }); }
  }
  const named = () => cases.findIndex(c => '#' + c.id === location.hash);
  const go = n => { if (cases[n]) { show(n, true); location.hash = cases[n].id; } };
  if (cases.length) {
    $$('.room__nav a').forEach(a => { a.dataset.rel = a.rel; });
    const wrong = cases.findIndex(c => 'current' in c.dataset);
    show(wrong >= 0 ? wrong : Math.max(0, named()), false);
    window.addEventListener('hashchange', () => { if (named() >= 0 && named() !== at) show(named(), true); });
    document.addEventListener('keydown', e => {
      if (localStorage.getItem('keys') === 'off' || e.isComposing || e.ctrlKey || e.metaKey || e.altKey) return;
      if (e.target.closest('input,textarea,select,dialog')) return;
      if (e.key === 'ArrowRight') { e.preventDefault(); go(at + 1); }
      else if (e.key === 'ArrowLeft') { e.preventDefault(); go(at - 1); }
      else if (/^\d$/.test(e.key)) { const i = $('.room__counts input', cases[at]); if (i) { i.focus(); i.select(); } }
    });
  }
  had = Object.keys(read()).length > 0; draw(); if (had) send();
})();
