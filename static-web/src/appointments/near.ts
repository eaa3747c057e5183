import type { AppointmentOffice } from '../api/appointment-types.ts';

/** About where the people of each district live: latitude and longitude of its largest town. */
const towns: Readonly<Record<string, readonly [number, number]>> = {
  A: [22.2837, 114.148],
  B: [22.2783, 114.1747],
  C: [22.2845, 114.216],
  D: [22.248, 114.164],
  E: [22.312, 114.17],
  F: [22.331, 114.16],
  G: [22.32, 114.186],
  H: [22.342, 114.195],
  J: [22.314, 114.226],
  K: [22.371, 114.114],
  L: [22.3915, 113.974],
  M: [22.445, 114.025],
  N: [22.497, 114.13],
  P: [22.45, 114.168],
  Q: [22.308, 114.26],
  R: [22.382, 114.19],
  S: [22.357, 114.127],
  T: [22.289, 113.941],
};

/** Kilometres of a degree of latitude, and of longitude at Hong Kong. */
const [north, east] = [111.2, 102.8];

/** Kilometres between two districts in a straight line; without end where one of them is not known. */
export function kilometres(from: string, to: string | undefined): number {
  const [a, b] = [towns[from], towns[to ?? '']];
  return a && b ? Math.hypot((a[0] - b[0]) * north, (a[1] - b[1]) * east) : Infinity;
}

/** The offices nearest to a district first; those of one distance, and all when no district is given, as they came. */
export function nearestFirst<T extends Pick<AppointmentOffice, 'district'>>(offices: readonly T[], district: string | undefined): T[] {
  const far = (one: T): number => (district === undefined ? 0 : kilometres(district, one.district));
  // The difference of two that have no end is no number.
  return offices.toSorted((a, b) => (far(a) === far(b) ? 0 : far(a) - far(b)));
}
