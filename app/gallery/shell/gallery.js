// The gallery's own pages: the tools above a frame, the search, the accessibility check, the
// page of tokens. What the tools say stands in the address, so that a view can be sent to
// somebody, and goes along from page to page.

for (const link of document.querySelectorAll('.gallery__link')) {
  if (link.pathname === location.pathname) {
    link.setAttribute('aria-current', 'page');
    link.scrollIntoView({ block: 'center' });
  }
}

const root = document.body.dataset.root ?? '';
const tools = document.getElementById('tools');
const frame = document.getElementById('frame');

function asked() {
  return new URLSearchParams(location.hash.slice(1));
}

/** Names of tools that the document in the frame reads itself. */
const OF_THE_FRAME = ['theme', 'dir', 'motion', 'fonts', 'hydrated'];

function show() {
  const wanted = asked();
  const search = new URLSearchParams();
  for (const name of OF_THE_FRAME) if (wanted.get(name)) search.set(name, wanted.get(name));
  const path = frame.dataset[wanted.get('language') ?? 'en'];
  const address = search.size ? `${path}?${search}` : path;
  frame.style.inlineSize = wanted.get('width') ? `${wanted.get('width')}px` : '';
  document.getElementById('alone').href = address;
  if (frame.getAttribute('src') !== address) frame.src = address;
  for (const link of document.querySelectorAll('.gallery__nav a')) {
    link.hash = location.hash;
  }
}

function fit() {
  const body = frame.contentDocument?.body;
  if (body) frame.style.blockSize = `${Math.max(160, frame.contentDocument.documentElement.scrollHeight)}px`;
}

/** Runs axe in the frame and says what it found. */
async function check() {
  const state = document.getElementById('check');
  const list = document.getElementById('violations');
  const inner = frame.contentWindow;
  list.replaceChildren();
  if (!inner.axe) {
    await new Promise((resolve, reject) => {
      const script = inner.document.createElement('script');
      script.src = new URL(`${root}axe.min.js`, location.href).href;
      script.onload = resolve;
      script.onerror = reject;
      inner.document.head.append(script);
    }).catch(() => (state.textContent = 'The check is not in this copy.'));
  }
  if (!inner.axe) return;
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
  const found = await inner.axe.run(inner.document, { runOnly: tags });
  state.textContent = found.violations.length
    ? `${found.violations.length} rules broken, ${found.passes.length} kept.`
    : `Nothing found; ${found.passes.length} rules kept.`;
  for (const rule of found.violations) {
    for (const node of rule.nodes) {
      const item = document.createElement('li');
      item.textContent = `${rule.help}: ${node.target.join(' ')}`;
      list.append(item);
    }
  }
}

if (tools && frame) {
  const wanted = asked();
  for (const select of tools.elements) {
    if (wanted.get(select.name)) select.value = wanted.get(select.name);
  }
  tools.addEventListener('change', () => {
    const chosen = new URLSearchParams();
    for (const select of tools.elements) if (select.value) chosen.set(select.name, select.value);
    history.replaceState(null, '', `#${chosen}`);
    show();
  });
  frame.addEventListener('load', () => {
    new ResizeObserver(fit).observe(frame.contentDocument.body);
    fit();
    void check();
  });
  show();
  // It may have been there before this script was.
  if (frame.contentDocument?.readyState === 'complete') {
    fit();
    void check();
  }
}

const search = document.getElementById('search');
search?.addEventListener('input', () => {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const item of document.querySelectorAll('.gallery__item')) {
    const fits = words.every((word) => item.dataset.words.includes(word));
    item.hidden = !fits;
    if (fits) count += 1;
  }
  document.getElementById('found').textContent = words.length ? `${count} found` : '';
});

const places = document.getElementById('tokens');
if (places) {
  const tokens = await (await fetch('tokens.json')).json();
  for (const [name, group] of Object.entries(tokens)) {
    const heading = document.createElement('h2');
    heading.textContent = name;
    const list = document.createElement('dl');
    list.className = 'gallery-tokens';
    for (const [token, value] of Object.entries(group)) {
      const term = document.createElement('dt');
      term.textContent = token;
      const said = document.createElement('dd');
      if (/^#/.test(value)) {
        const swatch = document.createElement('span');
        swatch.className = 'gallery-tokens__swatch';
        swatch.style.background = value;
        said.append(swatch, ' ');
      }
      said.append(value);
      list.append(term, said);
    }
    places.append(heading, list);
  }
}
