import { Book, type Place } from './book'
import { type Reference, references } from './expressions'
import { laws } from './fields'
import { Findings } from './findings'
import type { FormCheck, FormDocument, FormRule, FormStop } from './types'

/**
 * Holds answers against the form, as the server will. With `page` only that page's problems are given: its fields, the rules
 * that it decides (the last page of what a rule names) and its stops.
 */
export function check(form: FormDocument, answers: unknown, today: string, only: { page?: string } = {}): FormCheck {
  const book = new Book(form, answers, today)
  const canonical = book.canonical()
  const stop = stopOf(book, only.page)
  if (stop) {
    const first = references(stop.when)[0]
    const field = first ? fieldOf(first) : (form.pages.find((page) => page.id === stop.page)?.fields[0]?.id ?? '')
    const problem = { field, code: 'stopped', values: { stop: stop.id }, message: stop.message }
    return { answers: canonical, problems: [problem], feeCents: null, stoppedBy: stop.id }
  }

  const found = new Findings()
  for (const place of book.shown()) {
    if (only.page === undefined || place.page.id === only.page) judge(book, place, found)
  }
  if (only.page === undefined) found.all.push(...book.unknown.all)
  for (const rule of form.rules ?? []) {
    if (only.page === undefined || pageOf(form, rule) === only.page) apply(book, rule, found)
  }
  const feeCents = feeOf(book, only.page === undefined ? found : undefined)
  return { answers: canonical, problems: found.all.slice(0, 500), feeCents, stoppedBy: null }
}

export interface Visibility {
  /** The ids of the pages that are shown, in order. */
  pages: string[]
  /** The paths of the fields that are shown, each item's own among them. */
  fields: Set<string>
  /** Those of them that need an answer. */
  required: Set<string>
}

export function visibility(form: FormDocument, answers: unknown, today: string): Visibility {
  const book = new Book(form, answers, today)
  const shown = [...book.shown()]
  return {
    pages: form.pages.filter((page) => book.isPageShown(page)).map((page) => page.id),
    fields: new Set(shown.map((place) => place.path)),
    required: new Set(shown.filter((place) => isRequired(book, place)).map((place) => place.path)),
  }
}

/** The fee in whole cents; null when there is none or it cannot be worked out yet. */
export const fee = (form: FormDocument, answers: unknown, today: string): number | null => feeOf(new Book(form, answers, today))

/** The stop that ends the form, with its page and words, or null. */
export const stoppedBy = (form: FormDocument, answers: unknown, today: string): FormStop | null => stopOf(new Book(form, answers, today)) ?? null

function judge(book: Book, place: Place, found: Findings): void {
  const { field, path } = place
  const faults = book.shapeFaults(path).all
  found.all.push(...faults)
  const answer = book.answer(path)
  if (answer !== null) {
    laws[field.type].judge?.(answer as never, field, path, found, (expression) => book.evaluate(expression, place))
    return
  }
  if (faults.length === 0 && isRequired(book, place)) found.add(path, field.type === 'declaration' ? 'not-declared' : 'required')
}

function isRequired(book: Book, place: Place): boolean {
  const { requiredWhen, required } = place.field
  return requiredWhen === undefined ? (required ?? true) : book.evaluate(requiredWhen, place) === true
}

function apply(book: Book, rule: FormRule, found: Findings): void {
  const field = rule.fields.find((id) => book.isShown(id))
  const ready = rule.always === true || references(rule.check).every((read) => read.operator === 'answered' || isAnswered(book, read))
  if (field !== undefined && ready && book.evaluate(rule.check) !== true) found.add(field, 'rule', { rule: rule.id }, rule.message)
}

function stopOf(book: Book, page?: string): FormStop | undefined {
  return (book.form.stops ?? []).find((stop) => {
    const on = book.form.pages.find((one) => one.id === stop.page)
    return on && (page === undefined || page === on.id) && book.isPageShown(on) && book.evaluate(stop.when) === true
  })
}

/** A fee below nothing is nothing. One that cannot be worked out makes the first answer that it lacks required. */
function feeOf(book: Book, found?: Findings): number | null {
  const expression = book.form.fee
  if (expression === undefined) return null
  const cents = book.evaluate(expression)
  if (typeof cents === 'number') return Math.max(0, Math.round(cents))
  if (found?.all.length === 0) {
    const read = references(expression)
    const lacking = read.find((reference) => !isAnswered(book, reference))
    const named = lacking ?? read[0]
    found.add(named ? fieldOf(named) : '', lacking ? 'required' : 'too-large')
  }
  return null
}

const isAnswered = (book: Book, reference: Reference): boolean => book.evaluate({ answered: reference.name }) === true

const fieldOf = (reference: Reference): string => reference.name.split('.')[0]!

function pageOf(form: FormDocument, rule: FormRule): string | undefined {
  const named = new Set([...rule.fields, ...references(rule.check).map(fieldOf)])
  return form.pages.filter((page) => page.fields.some((field) => named.has(field.id))).at(-1)?.id
}
