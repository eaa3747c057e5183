/** Numbers have at most 4 decimals and stay under this, either side of zero; the doubles of a browser hold all of that exactly. */
export const bound = 1e11
const unit = 10_000

export function decimals(value: number): number {
  const [digits = '', exponent = '0'] = String(Math.abs(value)).split('e')
  return Math.max(0, (digits.split('.')[1] ?? '').length - Number(exponent))
}

const scaled = (value: number): number => Math.round(value * unit)
const within = (result: number): number | null => (Math.abs(result) < bound ? result + 0 : null)

export const add = (a: number, b: number): number | null => within((scaled(a) + scaled(b)) / unit)
export const subtract = (a: number, b: number): number | null => within((scaled(a) - scaled(b)) / unit)

/** Rounded half away from zero to 4 decimals. */
export function multiply(a: number, b: number): number | null {
  const product = BigInt(scaled(a)) * BigInt(scaled(b))
  const size = product < 0n ? -product : product
  const result = Number((size + 5_000n) / 10_000n) / unit
  return within(product < 0n ? -result : result)
}
