import { judgeAddress, readAddress } from './address'
import { readDate } from './dates'
import type { Findings } from './findings'
import { email, hkid, phone, type Reading, travelDocument } from './identifiers'
import { bound, decimals } from './numbers'
import { compareText, hasControls, length, tidy } from './text'
import type { Expression, FormField } from './types'

/** Gives the value of an expression that stands on a field, such as a date's `min`. */
export type Evaluate = (expression: Expression) => unknown

interface FieldLaw {
  /** The canonical answer, undefined when there is none. What has the wrong shape is told and left out. */
  read(answer: unknown, field: FormField, path: string, found: Findings): unknown
  /** Holds a rightly shaped answer against the field's limits. */
  judge?(answer: never, field: FormField, path: string, found: Findings, evaluate: Evaluate): void
}

/** A field that is answered with text. */
const textual = (put: (text: string, field: FormField) => Reading, judge?: FieldLaw['judge'], lines = false): FieldLaw => ({
  read(answer, field, path, found) {
    if (typeof answer !== 'string') return tell(found, path, 'wrong-type')
    const text = tidy(answer)
    if (text === '') return undefined
    const reading: Reading = hasControls(text, lines) ? { code: 'control-characters' } : put(text, field)
    return reading.code === undefined ? reading.value : tell(found, path, reading.code)
  },
  ...(judge && { judge }),
})

const asItIs = (value: string): Reading => ({ value })

const number: FieldLaw = {
  read(answer, field, path, found) {
    if (typeof answer === 'string' && tidy(answer) === '') return undefined
    if (typeof answer !== 'number' || Number.isNaN(answer)) return tell(found, path, 'not-a-number')
    if (Math.abs(answer) >= bound) return tell(found, path, answer > 0 ? 'too-large' : 'too-small')
    const most = field.type === 'money' ? 0 : (field.decimals ?? 0)
    if (decimals(answer) > most) return tell(found, path, 'too-many-decimals', { decimals: most })
    return answer + 0
  },
  judge(answer: number, field, path, found) {
    if (typeof field.min === 'number' && answer < field.min) found.add(path, 'too-small', { min: field.min })
    else if (typeof field.max === 'number' && answer > field.max) found.add(path, 'too-large', { max: field.max })
  },
}

const date: FieldLaw = {
  read(answer, _field, path, found) {
    if (typeof answer !== 'string') return tell(found, path, 'wrong-type')
    const text = tidy(answer)
    if (text === '') return undefined
    return readDate(text) ? text : tell(found, path, 'not-a-date')
  },
  judge(answer: string, field, path, found, evaluate) {
    const min = field.min === undefined ? null : evaluate(field.min)
    const max = field.max === undefined ? null : evaluate(field.max)
    if (typeof min === 'string' && compareText(answer, min) < 0) found.add(path, 'too-early', { min })
    else if (typeof max === 'string' && compareText(answer, max) > 0) found.add(path, 'too-late', { max })
  },
}

const choice: FieldLaw = {
  read(answer, field, path, found) {
    if (typeof answer !== 'string') return tell(found, path, 'wrong-type')
    if (answer === '') return undefined
    return field.options?.some((option) => option.value === answer) ? answer : tell(found, path, 'unknown-option')
  },
}

const choices: FieldLaw = {
  read(answer, field, path, found) {
    if (!Array.isArray(answer) || answer.some((value) => typeof value !== 'string')) return tell(found, path, 'wrong-type')
    const offered = (field.options ?? []).map((option) => option.value)
    if (answer.some((value) => !offered.includes(value))) return tell(found, path, 'unknown-option')
    return answer.length === 0 ? undefined : offered.filter((value) => answer.includes(value))
  },
  judge(answer: string[], field, path, found) {
    counted(answer.length, field.min, field.max, path, found)
  },
}

const yesNo: FieldLaw = {
  read: (answer, _field, path, found) => (typeof answer === 'boolean' ? answer : tell(found, path, 'wrong-type')),
}

const declaration: FieldLaw = {
  read(answer, _field, path, found) {
    if (typeof answer !== 'boolean') return tell(found, path, 'wrong-type')
    return answer || undefined
  },
}

const file: FieldLaw = {
  read(answer, _field, path, found) {
    if (!Array.isArray(answer) || answer.some((id) => typeof id !== 'string' || !/^[A-Za-z0-9-]{1,64}$/.test(id))) {
      return tell(found, path, 'wrong-type')
    }
    return answer.length === 0 ? undefined : [...new Set(answer)]
  },
  judge(answer: string[], field, path, found) {
    counted(answer.length, undefined, field.maxFiles ?? 1, path, found)
  },
}

const group: FieldLaw = {
  read: (answer, field, path, found) => {
    if (!Array.isArray(answer)) return tell(found, path, 'wrong-type')
    if (answer.length > 100) return tell(found, path, 'too-many', { max: field.maxItems ?? 10 })
    return answer.length === 0 ? undefined : answer
  },
  judge(answer: unknown[], field, path, found) {
    counted(answer.length, field.minItems ?? 1, field.maxItems ?? 10, path, found)
  },
}

/** The law of each type of field. A new type is an entry here. */
export const laws: Record<FormField['type'], FieldLaw> = {
  shortText: textual(asItIs, (answer: string, field, path, found) => {
    if (length(answer) > (field.maxLength ?? 100)) found.add(path, 'too-long', { max: field.maxLength ?? 100 })
    else if (field.pattern !== undefined && !whole(field.pattern).test(answer)) found.add(path, 'pattern', undefined, field.patternMessage)
  }),
  longText: textual(
    asItIs,
    (answer: string, field, path, found) => {
      if (length(answer) > (field.maxLength ?? 2000)) found.add(path, 'too-long', { max: field.maxLength ?? 2000 })
    },
    true,
  ),
  number,
  money: number,
  date,
  hkid: textual(hkid),
  travelDocument: textual(travelDocument),
  phone: textual((text, field) => phone(text, field.overseas ?? false)),
  email: textual(email),
  address: {
    read: (answer, field, path, found) => readAddress(answer, path, found, field.overseas ?? false),
    judge: (answer: Record<string, unknown>, _field, path, found) => judgeAddress(answer, path, found),
  },
  choice,
  choices,
  yesNo,
  file,
  group,
  declaration,
}

/** The server has refused every pattern that could be slow or mean something else there. */
function whole(pattern: string): RegExp {
  const body = pattern.startsWith('^') ? pattern.slice(1) : pattern
  return new RegExp(`^(?:${body.endsWith('$') && !body.endsWith('\\$') ? body.slice(0, -1) : body})$`)
}

function counted(count: number, min: unknown, max: unknown, path: string, found: Findings): void {
  if (typeof min === 'number' && count < min) found.add(path, 'too-few', { min })
  else if (typeof max === 'number' && count > max) found.add(path, 'too-many', { max })
}

function tell(found: Findings, path: string, code: string, values?: Record<string, string | number>): undefined {
  found.add(path, code, values)
  return undefined
}
