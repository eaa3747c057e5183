import { addDays, addMonths, age } from './dates'
import { isObject } from './findings'
import { add, multiply, subtract } from './numbers'
import { compareText } from './text'
import type { Expression } from './types'

/** Where an expression finds what it reads. Answers that are not shown, and none, are null. */
export interface Reader {
  answer(name: string): unknown
  total(group: string, field: string): number | null
  today: string
}

/** One place where an expression reads a field. `answered` alone may be asked about a field without an answer. */
export interface Reference {
  operator: string
  name: string
}

/** The value of an expression: null, boolean, number, string or a list of strings. */
export function evaluate(expression: Expression, reader: Reader): unknown {
  if (!isObject(expression)) return expression
  const [operator, argument] = Object.entries(expression)[0] ?? []
  const of = (part: unknown): unknown => evaluate(part as Expression, reader)
  const all = (): unknown[] => (Array.isArray(argument) ? argument.map(of) : [])
  const name = String(argument)
  switch (operator) {
    case 'answer':
      return reader.answer(name)
    case 'answered':
      return reader.answer(name) !== null
    case 'count': {
      const list = reader.answer(name)
      return Array.isArray(list) ? list.length : 0
    }
    case 'sum':
      return reader.total((argument as string[])[0]!, (argument as string[])[1]!)
    case 'today':
      return reader.today
    case 'not':
      return of(argument) !== true
    case 'and':
      return all().every((value) => value === true)
    case 'or':
      return all().some((value) => value === true)
    case 'in': {
      const [sought, values] = argument as [unknown, unknown[]]
      const value = of(sought)
      return value !== null && values.map(of).includes(value)
    }
    case 'includes': {
      const [list, value] = all()
      return Array.isArray(list) && list.includes(value)
    }
    case 'if': {
      const [condition, a, b] = argument as [unknown, unknown, unknown]
      return of(of(condition) === true ? a : b)
    }
    case 'add':
      return all().reduce((a, b) => step(a, b, add))
    case 'multiply':
      return all().reduce((a, b) => step(a, b, multiply))
    case 'subtract':
      return all().reduce((a, b) => step(a, b, subtract))
    case 'addDays':
      return addDays(...(all() as [unknown, unknown]))
    case 'addMonths':
      return addMonths(...(all() as [unknown, unknown]))
    case 'addYears': {
      const [from, years] = all()
      return Number.isInteger(years) ? addMonths(from, (years as number) * 12) : null
    }
    case 'age':
      return age(of(argument), reader.today)
    default:
      return compare(operator, all())
  }
}

/** Every place where an expression reads a field, in order. */
export function references(expression: unknown): Reference[] {
  if (Array.isArray(expression)) return expression.flatMap(references)
  if (!isObject(expression)) return []
  const [operator = '', argument] = Object.entries(expression)[0] ?? []
  if (['answer', 'answered', 'count'].includes(operator)) return [{ operator, name: String(argument) }]
  if (operator === 'sum') return [{ operator, name: String((argument as string[])[0]) }]
  return references(argument)
}

const step = (a: unknown, b: unknown, operate: (a: number, b: number) => number | null): number | null =>
  typeof a === 'number' && typeof b === 'number' ? operate(a, b) : null

function compare(operator: string | undefined, [a, b]: unknown[]): boolean {
  if (operator === 'eq') return a === b
  if (operator === 'ne') return a !== b
  const order =
    typeof a === 'number' && typeof b === 'number' ? a - b : typeof a === 'string' && typeof b === 'string' ? compareText(a, b) : NaN
  switch (operator) {
    case 'lt':
      return order < 0
    case 'le':
      return order <= 0
    case 'gt':
      return order > 0
    default:
      return order >= 0
  }
}
