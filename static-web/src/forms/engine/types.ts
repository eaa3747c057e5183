/** One string in all three languages. */
export interface Text {
  en: string
  tc: string
  sc: string
}

/** A literal, or an object with one member: the operator. See docs/forms.md. */
export type Expression = string | number | boolean | null | { readonly [operator: string]: unknown }

export type FieldType =
  | 'shortText'
  | 'longText'
  | 'number'
  | 'money'
  | 'date'
  | 'hkid'
  | 'travelDocument'
  | 'phone'
  | 'email'
  | 'address'
  | 'choice'
  | 'choices'
  | 'yesNo'
  | 'file'
  | 'group'
  | 'declaration'

export interface FieldOption {
  value: string
  label: Text
}

/** One question. Which members there are depends on the type; the server has held the document against that. */
export interface FormField {
  id: string
  type: FieldType
  label: Text
  hint?: Text
  required?: boolean
  requiredWhen?: Expression
  showWhen?: Expression
  maxLength?: number
  pattern?: string
  patternMessage?: Text
  /** A number, an amount in cents or a count; for a date an expression. */
  min?: Expression
  max?: Expression
  decimals?: number
  unit?: Text
  overseas?: boolean
  options?: FieldOption[]
  maxFiles?: number
  accept?: string[]
  fields?: FormField[]
  minItems?: number
  maxItems?: number
  itemLabel?: Text
  statement?: Text
}

export interface FormPage {
  id: string
  title: Text
  guidance?: Text
  showWhen?: Expression
  fields: FormField[]
}

export interface FormRule {
  id: string
  check: Expression
  fields: string[]
  message: Text
  always?: boolean
}

export interface FormStop {
  id: string
  page: string
  when: Expression
  message: Text
}

export interface FormDocument {
  id: string
  version: number
  department: string
  formNumber?: string
  title: Text
  summary: Text
  opens?: string
  closes?: string
  quota?: number
  onePerPerson?: boolean
  fee?: Expression
  pages: FormPage[]
  rules?: FormRule[]
  stops?: FormStop[]
}

/** What a person has answered, by field id: as typed, or canonical after a check. */
export type Answers = Record<string, unknown>

/** One thing that is wrong with the answers. `field` is its path: `children[1].name`, `home.district`. */
export interface Problem {
  field: string
  code: string
  values?: Record<string, string>
  /** The document's own words, for a pattern, a rule or a stop. */
  message?: Text
}

export interface FormCheck {
  /** Put right, in the form's order, without what is not shown or has the wrong shape. */
  answers: Answers
  problems: Problem[]
  feeCents: number | null
  stoppedBy: string | null
}
