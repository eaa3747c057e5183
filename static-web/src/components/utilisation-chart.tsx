import type { Utilisation } from '../api/counter-types.ts';
import { calendarDate } from '../lib/format.ts';
import type { IslandProps } from '../lib/page.ts';

const height = 100;
const step = 20;

/** A bar for each day: how much of what could be booked is. The table beside it says the same in numbers. */
export function UtilisationChart({ days, lang, say }: IslandProps & { days: Utilisation['days'] }) {
  const percents = days.flatMap(day => (day.utilisationPercent === undefined ? [] : [{ date: day.date, percent: day.utilisationPercent }]));
  const fullest = percents.reduce<(typeof percents)[number] | undefined>((most, day) => (most === undefined || day.percent > most.percent ? day : most), undefined);
  const label = fullest === undefined ? say('counter.chartNone') : say('counter.chart', { count: days.length, date: calendarDate(fullest.date, lang), percent: fullest.percent });
  const width = days.length * step;
  return (
    <figure class="app-chart">
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={label}>
        {[25, 50, 75].map(line => (
          <line key={line} class="app-chart__line" x1={0} x2={width} y1={height - line} y2={height - line} />
        ))}
        {days.map(({ date, utilisationPercent = 0 }, at) => {
          const tall = Math.min(100, utilisationPercent);
          return (
            <g key={date}>
              <rect class="app-chart__room" x={at * step + 3} y={0} width={step - 6} height={height} />
              <rect class="app-chart__bar" x={at * step + 3} y={height - tall} width={step - 6} height={tall} />
            </g>
          );
        })}
      </svg>
      <figcaption class="app-chart__ends">
        <span>{calendarDate(days[0]!.date, lang)}</span>
        <span>{say('counter.chartScale')}</span>
        <span>{calendarDate(days.at(-1)!.date, lang)}</span>
      </figcaption>
    </figure>
  );
}
