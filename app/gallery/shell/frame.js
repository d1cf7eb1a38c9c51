// In every document that shows a thing: sets what the address asks for before anything is
// painted, keeps links and forms from leaving, and comes alive when asked to.
'use strict';
{
  const asked = new URLSearchParams(location.search);
  const html = document.documentElement;
  for (const name of ['theme', 'motion', 'fonts']) {
    const value = asked.get(name);
    if (value) html.dataset[name] = value;
  }
  if (asked.get('dir')) html.dir = asked.get('dir');

  // A link of a page leads to the portal, which is not here; one within the page works.
  addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest('a[href]');
    if (link && !link.getAttribute('href').startsWith('#')) event.preventDefault();
  });
  addEventListener('submit', (event) => event.preventDefault());

  if (asked.get('hydrated')) {
    const here = document.currentScript.src;
    addEventListener('load', async () => {
      const browser = await import('./hydrate.js');
      await browser.default({ module_or_path: fetch(new URL('hydrate_bg.wasm', here)) });
      browser.hydrate();
    });
  }
}
