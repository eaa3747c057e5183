import type { Case } from '../api/types.ts';
import { eventName } from '../islands/events.ts';
import { instant } from '../lib/format.ts';
import type { IslandProps } from '../lib/page.ts';

/** What has happened to a case, the latest first. */
export function Timeline({ history, lang, say }: IslandProps & { history: Case['history'] }) {
  return (
    <ol class="app-timeline">
      {history.toReversed().map((entry, index) => (
        <li key={`${entry.at} ${index}`}>
          <strong>{eventName(entry.event, say)}</strong>
          {entry.detail && <div>{entry.detail}</div>}
          <time dateTime={entry.at} class="app-muted">
            {instant(entry.at, lang)}
          </time>
        </li>
      ))}
    </ol>
  );
}
