import { config } from '../api/config.ts';

// A demonstration says so on its front page.
config().then(
  ({ simulated }) => document.querySelector('[data-simulated]')?.toggleAttribute('hidden', !simulated),
  () => undefined,
);
