import type { SlotParts } from '../counter/day.ts';

const mostCells = 28;
const order = ['arrived', 'expected', 'missed', 'other', 'held', 'free'] as const;

/** How full something is, as a picture: a cell for each seat, or stretches where they are many. Words say the same beside it. */
export function SeatBar({ parts, closed = false }: { parts: SlotParts; closed?: boolean }) {
  const total = order.reduce((count, kind) => count + parts[kind], 0);
  const cells = total <= mostCells;
  const gap = cells ? 0.14 : 0;
  let at = 0;
  return (
    <svg class={`app-seats${closed ? ' app-seats--closed' : ''}`} viewBox={`0 0 ${Math.max(1, total)} 1`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {order.flatMap(kind =>
        Array.from({ length: cells ? parts[kind] : Math.min(1, parts[kind]) }, () => {
          const width = cells ? 1 : parts[kind];
          const x = at;
          at += width;
          return <rect key={x} class={`app-seats__${kind}`} x={x + gap / 2} y={0} width={width - gap} height={1} />;
        }),
      )}
    </svg>
  );
}
