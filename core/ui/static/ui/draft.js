/* A draft by phone. Keys since the last answer of the server wait in the journal's store, sealed with
   the signed-in person's key (AES-GCM), and go as soon as the server has them; what an earlier visit
   left is offered, never put in by itself. Without this script the form is a plain form. */
(() => {
  'use strict';
  const $ = s => document.querySelector(s);
  const form = $('form[data-draft]'), done = $('[data-drafted]'), line = $('#signs'), box = $('#kept');
  const WIDE = '\\u00b7\\u2014\\u2018-\\u201d\\u2026\\u2e80-\\u2fff\\u3001-\\u9fff\\uf900-\\ufaff\\ufe30-\\ufe4f\\uff01-\\uffee\\u{20000}-\\u{3ffff}';
  const SIGNS = new RegExp('[' + WIDE + ']|[^\\s' + WIDE + ']+', 'gu');   /* as the server counts */
  const text = form && form.elements.text;
  let kept = () => {}, isAway = false;
  function told() {
    line.hidden = false;
    line.textContent = line.dataset.now.replace('{n}', (text.value.match(SIGNS) || []).length) + (isAway ? '　' + line.dataset.away : '');
  }
  if (form) { text.addEventListener('input', () => { told(); kept(); }); told(); }
  /* what was typed before the scripts were there is saved as if it were typed now */
  if (form) window.addEventListener('load', () => { if (text.value !== text.defaultValue) text.dispatchEvent(new Event('input', { bubbles: true })); });
  if (!window.indexedDB || !window.crypto || !crypto.subtle || !(form || done)) return;

  const id = 'reflection:' + document.body.dataset.who + ':' + location.pathname.replace(/save\/$/, '');
  const asked = request => new Promise((ok, fail) => { request.onsuccess = () => ok(request.result); request.onerror = () => fail(request.error); });
  const opened = (() => {
    const request = indexedDB.open('journal', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('pages', { keyPath: 'id' });
    return asked(request);
  })();
  const store = async (mode, act) => asked(act((await opened).transaction('pages', mode).objectStore('pages')));
  const drop = () => store('readwrite', s => s.delete(id));
  if (!form) { drop(); return; }

  const key = crypto.subtle.importKey('raw', Uint8Array.from(form.dataset.seal.match(/../g), h => parseInt(h, 16)), 'AES-GCM', false, ['encrypt', 'decrypt']);
  async function put() {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await key, new TextEncoder().encode(text.value));
    return store('readwrite', s => s.put({ id, draft: true, iv, sealed }));
  }
  let timer = 0, sent = null;
  kept = () => { clearTimeout(timer); timer = setTimeout(put, 400); };
  form.addEventListener('htmx:beforeRequest', () => { sent = text.value; });
  form.addEventListener('htmx:afterRequest', e => {
    isAway = !e.detail.xhr.status; told();
    if (e.detail.xhr.responseText.includes('data-kept="1"') && sent === text.value) { clearTimeout(timer); drop(); }
  });
  form.addEventListener('htmx:sendError', e => e.stopPropagation());   /* said beside the count */
  const send = () => form.dispatchEvent(new Event('keep'));
  window.addEventListener('online', () => { if (isAway) send(); });
  (async () => {
    const row = await store('readonly', s => s.get(id));
    if (!row) return;
    let left = null;
    try { left = new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: row.iv }, await key, row.sealed)); } catch (error) { await drop(); return; }
    if (!left.trim() || left === text.value) { await drop(); return; }
    box.hidden = false;
    const close = () => { box.hidden = true; text.focus(); };
    box.querySelector('[data-take]').addEventListener('click', () => { text.value = left; told(); close(); send(); });
    box.querySelector('[data-drop]').addEventListener('click', async () => { await drop(); close(); });
  })();
})();
