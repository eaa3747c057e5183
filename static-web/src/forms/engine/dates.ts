/** Days of a month; the year decides on February. */
const daysIn = (year: number, month: number): number =>
  month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

const write = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

/** Year, month and day of `YYYY-MM-DD`; null when it is no day of the calendar (0001 to 9999). */
export function readDate(value: unknown): [number, number, number] | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return null
  const year = Number(value.slice(0, 4))
  const month = Number(value.slice(5, 7))
  const day = Number(value.slice(8))
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) ? [year, month, day] : null
}

export function addMonths(date: unknown, months: unknown): string | null {
  const read = readDate(date)
  if (!read || !whole(months)) return null
  const index = read[0] * 12 + read[1] - 1 + months
  const year = Math.floor(index / 12)
  const month = index - year * 12 + 1
  return year >= 1 && year <= 9999 ? write(year, month, Math.min(read[2], daysIn(year, month))) : null
}

export function addDays(date: unknown, days: unknown): string | null {
  const read = readDate(date)
  if (!read || !whole(days)) return null
  const moved = new Date(0)
  moved.setUTCFullYear(read[0], read[1] - 1, read[2] + days)
  const year = moved.getUTCFullYear()
  return year >= 1 && year <= 9999 ? write(year, moved.getUTCMonth() + 1, moved.getUTCDate()) : null
}

/** Whole years. Who was born on 29 February is a year older on 1 March where there is no 29th. */
export function age(born: unknown, today: unknown): number | null {
  const from = readDate(born)
  const to = readDate(today)
  if (!from || !to) return null
  return to[0] - from[0] - (to[1] < from[1] || (to[1] === from[1] && to[2] < from[2]) ? 1 : 0)
}

/** Today's date in Hong Kong, which has kept UTC+8 all year since 1979. */
export const todayInHongKong = (now: Date = new Date()): string => new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)

const whole = (value: unknown): value is number => Number.isInteger(value) && Math.abs(value as number) <= 4_000_000
