import type { Problem, Text } from './types'

/** Gathers problems; the first 500, as the server does. */
export class Findings {
  readonly all: Problem[] = []

  add(field: string, code: string, values?: Record<string, string | number>, message?: Text): void {
    if (this.all.length >= 500) return
    const problem: Problem = { field, code }
    if (values) problem.values = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]))
    if (message) problem.message = message
    this.all.push(problem)
  }

  tells(field: string): boolean {
    return this.all.some((problem) => problem.field === field || problem.field.startsWith(`${field}[`))
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A name that a stranger chose, if it is one that may be repeated to a person. */
export const spoken = (name: string): string => (/^[A-Za-z][A-Za-z0-9]{0,63}$/.test(name) ? name : '?')

/** Tells of members that have no field; from `known` on in the order of their code units, as the server does. */
export function unknownMembers(given: Record<string, unknown>, known: (name: string) => boolean, prefix: string, found: Findings): void {
  for (const name of Object.keys(given).filter((own) => !known(own)).sort()) found.add(prefix + spoken(name), 'unknown-field')
}

/** An own member, never one that every object inherits. */
export const member = (of: Record<string, unknown>, name: string): unknown => (Object.hasOwn(of, name) ? of[name] : undefined)
