import { useEffect, useId, useRef } from 'preact/hooks';
import type { Level } from '../api/appointment-types.ts';
import { lastOf, monthAway, monthOf, movedBy, type Places, total, weeksOf, within } from '../appointments/calendar.ts';
import { dayInWords, monthInWords, weekdays } from '../lib/format.ts';
import type { IslandProps } from '../lib/page.ts';

/** A month of days with their free places. The arrow keys go by day and week, Home and End within the week, Page Up and Page Down by month. */
export function Month({
  lang,
  say,
  first,
  last,
  at,
  chosen,
  places,
  move,
  choose,
}: IslandProps & {
  first: string;
  last: string;
  /** The day that the Tab key comes to; its month is shown. */
  at: string;
  chosen: string | undefined;
  places: ReadonlyMap<string, Places>;
  move: (day: string) => void;
  choose: (day: string) => void;
}) {
  const id = useId();
  const grid = useRef<HTMLTableElement>(null);
  // The focus follows the keys, but never jumps into the calendar by itself.
  const follow = useRef(false);
  useEffect(() => {
    if (follow.current) {
      follow.current = false;
      grid.current?.querySelector<HTMLElement>(`[data-day="${at}"]`)?.focus();
    }
  }, [at]);
  const month = monthOf(at);
  const turn = (months: number): void => {
    const to = monthAway(month, months);
    const day = [...places].find(([one, free]) => monthOf(one) === to && total(free) > 0)?.[0] ?? (months > 0 ? `${to}-01` : lastOf(to));
    move(within(day, first, last));
  };
  const long = weekdays(lang, 'long');
  const label = (day: string): string => {
    const { general, extended } = places.get(day) ?? {};
    const values = { day: dayInWords(day, lang), count: general ?? 0, extended: extended ?? 0 };
    if (total(places.get(day)) === 0) {
      return say(places.has(day) ? 'slots.dayFull' : 'slots.dayNone', values);
    }

    const free = extended === undefined ? say('slots.day', values) : general === undefined ? say('slots.dayExtended', values) : say('slots.dayBoth', values);
    return places.get(day)?.level === 'few' ? say('slots.dayFew', { free }) : free;
  };
  return (
    <div class="app-month">
      <div class="app-month__head">
        <button type="button" class="app-month__turn" aria-label={say('slots.monthBefore')} disabled={month <= monthOf(first)} onClick={() => turn(-1)}>
          <span aria-hidden="true">‹</span>
        </button>
        <h3 class="govuk-heading-m" id={id} aria-live="polite">
          {monthInWords(month, lang)}
        </h3>
        <button type="button" class="app-month__turn" aria-label={say('slots.monthAfter')} disabled={month >= monthOf(last)} onClick={() => turn(1)}>
          <span aria-hidden="true">›</span>
        </button>
      </div>
      <table
        role="grid"
        class="app-month__grid"
        aria-labelledby={id}
        ref={grid}
        onKeyDown={event => {
          const to = event.altKey || event.ctrlKey || event.metaKey ? undefined : movedBy(event.key, at, first, last);
          if (to !== undefined) {
            event.preventDefault();
            follow.current = to !== at;
            move(to);
          }
        }}
      >
        <thead>
          <tr>
            {weekdays(lang, lang === 'en' ? 'short' : 'narrow').map((name, index) => (
              <th key={long[index]} scope="col" abbr={long[index]}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week, index) => (
            <tr key={`${month} ${index}`}>
              {week.map((day, column) => {
                if (day === null) {
                  return <td key={`${month} ${index} ${column}`} role="gridcell" class="app-month__blank" />;
                }

                const { general, extended, level } = places.get(day) ?? {};
                const none = total(places.get(day)) === 0;
                return (
                  <td key={day} role="gridcell" aria-selected={day === chosen}>
                    <button
                      type="button"
                      data-day={day}
                      class={`app-day${none ? ' app-day--none' : ''}`}
                      tabIndex={day === at ? 0 : -1}
                      aria-disabled={none}
                      onClick={() => {
                        if (day >= first && day <= last) {
                          move(day);
                        }

                        if (!none) {
                          choose(day);
                        }
                      }}
                    >
                      <span class="govuk-visually-hidden">{label(day)}</span>
                      <span class="app-day__number" aria-hidden="true">
                        {Number(day.slice(8))}
                      </span>
                      {level !== undefined && <LevelMark level={level} />}
                      {!none && general !== undefined && <span class="app-day__free" aria-hidden="true">{general}</span>}
                      {!none && extended !== undefined && <span class="app-day__more" aria-hidden="true">{`+${extended}`}</span>}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="app-muted app-month__legend">
        <span class="app-day__free" aria-hidden="true">
          12
        </span>{' '}
        {say('slots.legend')} <span class="app-month__gap" />
        <span class="app-day__more" aria-hidden="true">
          +3
        </span>{' '}
        {say('slots.legendExtended')}
        <br />
        <LevelMark level="many" /> {say('slots.level.many')} <span class="app-month__gap" />
        <LevelMark level="few" /> {say('slots.level.few')} <span class="app-month__gap" />
        <LevelMark level="none" /> {say('slots.level.none')}
      </p>
    </div>
  );
}

/** A mark whose shape tells the level: a full disc for many, a half one for a few, a ring where all are taken. */
function LevelMark({ level }: { level: Level }) {
  return <span class={`app-day__level app-day__level--${level}`} aria-hidden="true" />;
}
