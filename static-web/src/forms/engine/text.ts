const white = '\\t\\n\\v\\f\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff'
const around = new RegExp(`^[${white}]+|[${white}]+$`, 'g')
const anywhere = new RegExp(`[${white}]+`, 'g')
const steering = '\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069\\p{Cs}'
const controls = new RegExp(`[\\n${steering}]`, 'u')
const controlsButLines = new RegExp(`[${steering}]`, 'u')

/** NFC, line ends as `\n`, no white space around it. */
export const tidy = (text: string): string => text.replace(/\r\n?/g, '\n').normalize('NFC').replace(around, '')

/** Whether it holds a control character, an override of the writing direction, a stray line break, or half a surrogate pair. */
export const hasControls = (text: string, lines = false): boolean => (lines ? controlsButLines : controls).test(text)

/** In code points. */
export const length = (text: string): number => [...text].length

/** Full-width signs made plain, a to z made capitals, blanks taken out. */
export const compact = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(anywhere, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())

/** Order by code point. */
export function compareText(a: string, b: string): number {
  const left = [...a]
  const right = [...b]
  for (let i = 0; i < left.length && i < right.length; i++) {
    const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!
    if (difference !== 0) return difference
  }
  return left.length - right.length
}
