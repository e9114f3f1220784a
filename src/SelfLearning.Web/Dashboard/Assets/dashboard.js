// Keeps the page as it is now: the host says that it has changed, then the page is loaded and its changed parts take the place of the old ones.
const { stream, fingerprint } = document.body.dataset;
const live = document.getElementById('live');
const retry = 20_000;

// Of the whole page; null while a part was left out.
let shown = fingerprint;
let wanted = fingerprint;
let source = null;
let timer = 0;
let loading = false;
let pressed = false;
const marks = new Map();

function say(state, text) {
  if (live.dataset.state === state && live.textContent === text) return;
  live.dataset.state = state;
  live.textContent = text;
}

// What a part shows, without what differs each time it is loaded.
function markOf(part) {
  const copy = part.cloneNode(true);
  for (const field of copy.querySelectorAll('input[type="hidden"]')) field.removeAttribute('value');
  return copy.outerHTML;
}

// A part in which somebody writes stays as it is until it is left.
function isBusy(part) {
  const fields = [...part.querySelectorAll('input:not([type="hidden"]), select, textarea')];
  return fields.some(field => field === document.activeElement || (field.value !== field.defaultValue && field.type !== 'select-one'));
}

// All that takes the focus, and what tells one from the others of its kind; a summary or a region has only its place.
const stopsOf = part => [...part.querySelectorAll('a, button, summary, input, select, textarea, [tabindex]')];
const nameOf = stop => stop.id || stop.getAttribute('href') || (stop.localName === 'button' ? stop.formAction : '');

function swap(old, part) {
  const open = [...old.querySelectorAll('details[open][id]')].map(details => details.id);
  const scrolled = [...old.querySelectorAll('.scroll')].map(area => area.scrollTop);
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const place = focused ? { index: stopsOf(old).indexOf(focused), name: nameOf(focused) } : null;
  part = document.adoptNode(part);
  for (const id of open) part.querySelector(`#${CSS.escape(id)}`)?.setAttribute('open', '');
  old.replaceWith(part);
  part.querySelectorAll('.scroll').forEach((area, i) => { area.scrollTop = scrolled[i] ?? 0; });
  if (place) {
    const stops = stopsOf(part);
    const stop = place.name ? stops.find(each => nameOf(each) === place.name) : stops[place.index];
    if (stop?.localName === focused.localName) stop.focus({ preventScroll: true });
  }
  part.dispatchEvent(new CustomEvent('selflearning:swapped', { bubbles: true }));
}

async function load() {
  if (loading || wanted === shown) return;
  loading = true;
  const asked = wanted;
  try {
    const response = await fetch(location.href, { headers: { 'X-SelfLearning-Live': asked }, cache: 'no-store', redirect: 'manual' });
    if (!response.ok) throw new Error(String(response.status));
    const next = new DOMParser().parseFromString(await response.text(), 'text/html');
    let left = false;
    for (const part of [...next.querySelectorAll('[data-live][id]')]) {
      const old = document.getElementById(part.id);
      const mark = markOf(part);
      if (!old || marks.get(part.id) === mark) continue;
      if (pressed || isBusy(old)) {
        left = true;
        continue;
      }
      marks.set(part.id, mark);
      swap(old, part);
    }
    // A part that was left out is tried again with the next change, whatever it leads to, or when its field or the button is left.
    shown = left ? null : asked;
    say('on', 'Live');
  } catch {
    say('off', 'Not up to date');
    source?.close();
    source = null;
    clearTimeout(timer);
    timer = setTimeout(connect, retry);
  } finally {
    loading = false;
  }
  if (wanted !== asked) load();
}

function connect() {
  clearTimeout(timer);
  if (source || document.hidden) return;
  source = new EventSource(stream);
  source.addEventListener('open', () => say('on', 'Live'));
  source.addEventListener('changed', event => {
    say('on', 'Live');
    wanted = event.data;
    load();
  });
  source.addEventListener('unavailable', () => say('off', 'The cluster does not answer'));
  source.addEventListener('error', () => {
    say('off', 'Not connected');
    // The browser tries again by itself, except where it was refused.
    if (source.readyState !== EventSource.CLOSED) return;
    source = null;
    timer = setTimeout(connect, retry);
  });
}

// A browser has few connections to a host: pages nobody looks at keep none.
function disconnect() {
  clearTimeout(timer);
  source?.close();
  source = null;
}

// What has just been done is said once, not again with each refresh.
const address = new URL(location.href);
if (address.searchParams.has('said')) {
  address.searchParams.delete('said');
  history.replaceState(null, '', address);
}

if (stream && live) {
  for (const part of document.querySelectorAll('[data-live][id]')) marks.set(part.id, markOf(part));
  document.addEventListener('visibilitychange', () => (document.hidden ? disconnect() : connect()));
  document.addEventListener('focusout', () => setTimeout(load));
  // A click is one where what was pressed is still there when it is let go; a menu that opens keeps the end to itself.
  document.addEventListener('pointerdown', event => { pressed = event.button === 0; }, true);
  for (const end of ['pointerup', 'pointercancel', 'contextmenu']) document.addEventListener(end, () => setTimeout(() => { pressed = false; load(); }), true);
  addEventListener('pagehide', disconnect);
  addEventListener('pageshow', connect);
  connect();
}
