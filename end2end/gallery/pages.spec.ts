/** Every recorded page, every mail and every paper looks as accepted, on a phone and on a desk. */
import { frame, looksAsAccepted, names, open, test } from './support';

for (const kind of ['pages', 'mails', 'papers'] as const) {
  for (const name of names(kind)) {
    test(`${kind}/${name}`, async ({ page }) => {
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await open(page, frame(kind, name, 'en', { theme: 'light' }));
        await looksAsAccepted(page, `${kind}/${name}-${width}.png`);
      }
    });
  }
}
