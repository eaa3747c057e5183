import { evaluate, type Reader } from './expressions'
import { laws } from './fields'
import { Findings, isObject, member, unknownMembers } from './findings'
import { add } from './numbers'
import type { Answers, Expression, FormDocument, FormField, FormPage } from './types'

/** A field where it stands: on its page, perhaps in one item of a group. */
export interface Place {
  field: FormField
  page: FormPage
  path: string
  group?: FormField
  item?: number
}

/** One person's answers in their right shape, and which questions they are shown because of them. */
export class Book {
  readonly places = new Map<string, Place>()
  readonly unknown = new Findings()
  private readonly values = new Map<string, unknown>()
  private readonly faults = new Map<string, Findings>()
  private readonly visible = new Map<string, boolean>()
  private readonly pageHolds = new Map<string, boolean>()

  constructor(
    readonly form: FormDocument,
    answers: unknown,
    readonly today: string,
  ) {
    const given = isObject(answers) ? answers : {}
    if (!isObject(answers)) this.unknown.add('', 'wrong-type')
    for (const page of form.pages) {
      for (const field of page.fields) this.read({ field, page, path: field.id }, given)
    }
    unknownMembers(given, (name) => this.places.has(name), '', this.unknown)
  }

  /** What was wrong with the shape of an answer. */
  shapeFaults(path: string): Findings {
    return this.faults.get(path) ?? new Findings()
  }

  isPageShown(page: FormPage): boolean {
    return page.fields.some((field) => this.isShown(field.id))
  }

  isShown(path: string): boolean {
    const known = this.visible.get(path)
    if (known !== undefined) return known
    const place = this.places.get(path)
    if (!place) return false
    // While it is being found out it counts as hidden, so that a circle, which no published form has, comes to an end.
    this.visible.set(path, false)
    const around = place.group ? this.isShown(place.group.id) : this.pageShows(place.page)
    const shown = around && (place.field.showWhen === undefined || this.evaluate(place.field.showWhen, place) === true)
    this.visible.set(path, shown)
    return shown
  }

  /** The answer at a path, or null when there is none or it is not shown. */
  answer(path: string): unknown {
    return this.isShown(path) ? (this.values.get(path) ?? null) : null
  }

  /** How many items a group has. */
  items(group: FormField): number {
    const items = this.answer(group.id)
    return Array.isArray(items) ? items.length : 0
  }

  evaluate(expression: Expression, place?: Place): unknown {
    const reader: Reader = {
      today: this.today,
      answer: (name) => {
        const [id = '', part] = name.split('.')
        const sibling = place?.group ? `${place.group.id}[${place.item}].${id}` : ''
        const value = this.answer(this.places.has(sibling) ? sibling : id)
        return part === undefined ? value : isObject(value) ? (member(value, part) ?? null) : null
      },
      total: (group, field) => {
        let total: number | null = 0
        for (let item = 0; item < this.items(this.places.get(group)!.field); item++) {
          total = total === null ? null : add(total, (this.answer(`${group}[${item}].${field}`) ?? 0) as number)
        }
        return total
      },
    }
    return evaluate(expression, reader)
  }

  /** Fields in the form's order that are shown, each item's own among them. */
  *shown(): Generator<Place> {
    for (const page of this.form.pages) {
      for (const field of page.fields) {
        if (!this.isShown(field.id)) continue
        yield this.places.get(field.id)!
        for (let item = 0; field.type === 'group' && item < this.items(field); item++) {
          for (const own of field.fields ?? []) {
            const path = `${field.id}[${item}].${own.id}`
            if (this.isShown(path)) yield this.places.get(path)!
          }
        }
      }
    }
  }

  /** What is shown and answered, in the form's order. */
  canonical(): Answers {
    const answers: Answers = {}
    for (const { field, path, group, item } of this.shown()) {
      const value = this.answer(path)
      if (value === null) continue
      const into = group ? (answers[group.id] as Answers[])[item!]! : answers
      into[field.id] = field.type === 'group' ? Array.from({ length: this.items(field) }, () => ({})) : value
    }
    return answers
  }

  private pageShows(page: FormPage): boolean {
    const known = this.pageHolds.get(page.id)
    if (known !== undefined) return known
    this.pageHolds.set(page.id, false)
    const holds = page.showWhen === undefined || this.evaluate(page.showWhen) === true
    this.pageHolds.set(page.id, holds)
    return holds
  }

  private read(place: Place, given: Record<string, unknown>): void {
    const { field, page, path } = place
    this.places.set(path, place)
    const answer = member(given, field.id)
    if (answer === undefined || answer === null) return
    const found = new Findings()
    const value = laws[field.type].read(answer, field, path, found)
    this.faults.set(path, found)
    if (value === undefined) return
    this.values.set(path, value)
    if (field.type !== 'group') return
    ;(value as unknown[]).forEach((entry, item) => {
      const own = field.fields ?? []
      if (!isObject(entry)) found.add(`${path}[${item}]`, 'wrong-type')
      const members = isObject(entry) ? entry : {}
      for (const inner of own) this.read({ field: inner, page, path: `${path}[${item}].${inner.id}`, group: field, item }, members)
      unknownMembers(members, (name) => own.some((inner) => inner.id === name), `${path}[${item}].`, found)
    })
  }
}
