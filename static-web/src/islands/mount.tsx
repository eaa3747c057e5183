import { type ComponentType, render } from 'preact';
import { type Lang, languages } from '../lib/languages.ts';
import type { IslandProps } from '../lib/page.ts';
import { load, speaker } from '../lib/strings.ts';

/** Brings an island to life in the element that waits for it, in the page's language. */
export async function mount(name: string, island: () => Promise<ComponentType<IslandProps>>): Promise<void> {
  const place = document.querySelector<HTMLElement>(`[data-island="${name}"]`);
  const lang = place?.dataset['lang'] as Lang | undefined;
  if (!place || !lang || !languages.includes(lang)) {
    return;
  }

  const [Island, strings] = await Promise.all([island(), load(lang)]);
  place.replaceChildren();
  render(<Island lang={lang} say={speaker(strings)} />, place);
}
