/* The journal by phone. A page waits on this phone until the server has it: sealed (AES-GCM) with a
   key that only the signed-in person's page carries, so another account can neither read nor send
   it. Each page has its own token, so however often it is sent, the server keeps it once. Photos
   are drawn anew: small, and without what the camera wrote into them. Without this script, or where
   the browser gives no cipher, the form is a plain form. Words come from #waiting[data-…]. */
(() => {
  'use strict';
  const $ = (s, r = document) => r.querySelector(s);
  const form = $('form[data-journal]'), box = $('#waiting');
  if (!form || !box || !window.indexedDB || !window.crypto || !crypto.subtle) return;
  const words = box.dataset, who = document.body.dataset.who, url = form.getAttribute('action') || location.pathname;
  const NAMES = ['on', 'text', 'problem', 'action', 'result'], SIDES = [1600, 1280, 1024], MOST = 300 * 1024;
  const DRAFT = 'draft:' + who + ':' + url;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, k) => values[k]);
  let away = false, offline = false, unread = false, sent = 0, busy = false, keeping = false;

  /* ----- the store ----- */
  const asked = request => new Promise((done, fail) => { request.onsuccess = () => done(request.result); request.onerror = () => fail(request.error); });
  const opened = (() => {
    const request = indexedDB.open('journal', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('pages', { keyPath: 'id' });
    return asked(request);
  })();
  async function store(mode, act) {
    const work = (await opened).transaction('pages', mode), answer = await asked(act(work.objectStore('pages')));
    if (mode === 'readwrite') await new Promise((done, fail) => { work.oncomplete = done; work.onabort = () => fail(work.error); });
    return answer;
  }
  const drop = id => store('readwrite', s => s.delete(id));
  const mine = async () => (await store('readonly', s => s.getAll())).filter(p => p.who === who && p.url === url && !p.draft).sort((a, b) => a.at - b.at);

  /* ----- the seal ----- */
  const key = crypto.subtle.importKey('raw', Uint8Array.from(form.dataset.seal.match(/../g), h => parseInt(h, 16)), 'AES-GCM', false, ['encrypt', 'decrypt']);
  async function keep(id, page, more) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await key, new TextEncoder().encode(JSON.stringify(page)));
    return store('readwrite', s => s.put(Object.assign({ id, who, url, at: Date.now(), iv, sealed }, more)));
  }
  async function open(row) {
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: row.iv }, await key, row.sealed)));
  }
  function fresh() {                         /* a version 4 UUID; randomUUID is newer than the floor */
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64; b[8] = (b[8] & 63) | 128;
    const hex = Array.from(b, x => (x + 256).toString(16).slice(1)).join('');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }

  /* ----- photos ----- */
  const toBlob = (canvas, quality) => new Promise(done => canvas.toBlob(done, 'image/jpeg', quality));
  const toText = blob => new Promise((done, fail) => { const r = new FileReader(); r.onload = () => done(r.result); r.onerror = fail; r.readAsDataURL(blob); });
  async function small(file) {
    const picture = await createImageBitmap(file);
    let blob = null;
    for (const side of SIDES) {
      const part = Math.min(1, side / Math.max(picture.width, picture.height)), canvas = document.createElement('canvas');
      canvas.width = Math.round(picture.width * part); canvas.height = Math.round(picture.height * part);
      canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
      for (const quality of [0.82, 0.7, 0.58, 0.45]) {
        blob = await toBlob(canvas, quality);
        if (blob.size <= MOST) return toText(blob);
      }
    }
    return toText(blob);
  }
  function bytes(text) {
    const raw = atob(text.slice(text.indexOf(',') + 1));
    return new Blob([Uint8Array.from(raw, c => c.charCodeAt(0))], { type: 'image/jpeg' });
  }

  /* ----- sending ----- */
  const CSRF = 'input[name=csrfmiddlewaretoken]';
  async function renewed() {                 /* signing in beside this page makes its CSRF token stale */
    const answer = await fetch(url, { headers: { Accept: 'text/html' }, redirect: 'manual' });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html'), token = $(CSRF, page);
    if (!token || page.body.dataset.who !== who) return false;      /* another person is signed in now */
    document.querySelectorAll(CSRF).forEach(input => { input.value = token.value; });
    return true;
  }
  async function post(row, page, renew = true) {
    const body = new FormData();
    body.set('csrfmiddlewaretoken', $(CSRF).value); body.set('token', row.id);
    NAMES.forEach(n => body.set(n, page.fields[n] || ''));
    page.photos.forEach((p, i) => body.append('photos', bytes(p), (i + 1) + '.jpg'));
    const answer = await fetch(row.url, { method: 'POST', body, headers: { Accept: 'application/json' }, redirect: 'manual' });
    if (!/json/.test(answer.headers.get('Content-Type') || '')) {
      if (answer.status === 403 && renew && await renewed()) return post(row, page, false);
      return { away: answer.type === 'opaqueredirect' || answer.status === 403 };
    }
    return { ok: answer.ok, said: (await answer.json()).said };
  }
  async function sync() {
    if (busy) return;
    busy = true; offline = false;
    try {
      for (const row of await mine()) {
        if (row.refused) continue;
        const page = await open(row).catch(() => null);
        if (!page) { unread = true; continue; }      /* the server's key changed meanwhile */
        const answer = await post(row, page);
        away = !!answer.away;
        if (answer.said === undefined) break;
        if (answer.ok) { await drop(row.id); sent += 1; }
        else await store('readwrite', s => s.put(Object.assign(row, { refused: answer.said })));
      }
    } catch (error) {                        /* no network: what waits is kept and sent again */
      if (!(error instanceof TypeError)) throw error;
      offline = true;
    } finally { busy = false; draw(); }
  }

  /* ----- what is seen ----- */
  async function draw() {
    const rows = await mine(), list = $('ul', box), shape = $('template', box), lines = [];
    const waiting = rows.filter(r => !r.refused).length;
    if (waiting) lines.push(fill(away ? words.away : offline ? words.offline : words.waiting, { n: waiting }));
    if (unread) lines.push(words.unread);
    if (sent) lines.push(fill(words.sent, { n: sent }));
    $('[data-text]', box).textContent = lines.join(' ');
    list.textContent = '';
    for (const row of rows.filter(r => r.refused)) {
      const item = shape.content.firstElementChild.cloneNode(true), page = await open(row);
      $('[data-day]', item).textContent = page.fields.on; $('[data-said]', item).textContent = row.refused;
      $('[data-edit]', item).addEventListener('click', async () => { show(page); await drop(row.id); draw(); form.elements.on.focus(); });
      $('[data-drop]', item).addEventListener('click', async () => { await drop(row.id); draw(); });
      list.append(item);
    }
    $('[data-again]', box).hidden = !sent;
    box.classList.toggle('note--warn', rows.length > 0); box.classList.toggle('note--ok', !rows.length);
    box.hidden = !rows.length && !sent;
  }
  let held = [];                             /* photos of a page that is written anew */
  function show(page) { NAMES.forEach(n => { form.elements[n].value = page.fields[n] || ''; }); held = page.photos || []; }
  const fields = () => NAMES.reduce((all, n) => Object.assign(all, { [n]: form.elements[n].value }), {});

  let timer = 0;
  form.addEventListener('submit', async e => {
    if (!form.elements.text.value.trim() || !form.elements.on.value) return;   /* the server says what is missing */
    e.preventDefault(); e.stopPropagation();
    if (keeping) return;                     /* a second tap while the first is being kept */
    keeping = true; clearTimeout(timer);
    const token = form.elements.token.value, page = fields(), files = Array.from(form.elements.photos.files).slice(0, 4);
    try {
      const photos = held.concat(await Promise.all(files.map(small)));
      await keep(token, { fields: page, photos });
      await drop(DRAFT);
    } catch (error) {                        /* no room, or a picture that cannot be drawn: as a plain form */
      HTMLFormElement.prototype.submit.call(form); return;
    } finally { keeping = false; }
    form.reset(); held = []; form.elements.on.value = page.on; form.elements.token.value = fresh();
    box.focus(); await draw(); sync();
  }, true);
  form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(() => keep(DRAFT, { fields: fields(), photos: [] }, { draft: true }), 600); });
  document.addEventListener('submit', async e => {        /* signing out wipes this phone's store */
    const out = e.target; if (!/logout/.test(out.getAttribute('action') || '')) return;
    if (!Number(box.dataset.count || 0) || window.confirm(words.leaving)) return;
    e.preventDefault(); e.stopPropagation();
  }, true);
  const count = async () => { box.dataset.count = (await mine()).length; };
  window.addEventListener('online', sync);
  window.setInterval(async () => { await count(); if ((await mine()).some(r => !r.refused)) sync(); }, 5000);
  (async () => {
    const draft = await store('readonly', s => s.get(DRAFT));
    if (draft && !form.elements.text.value) { try { show(await open(draft)); } catch (error) { await drop(DRAFT); } }
    await count(); await draw(); sync();
  })();
})();
