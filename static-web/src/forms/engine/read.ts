import { laws } from './fields'
import { isObject, member } from './findings'
import type { FormDocument } from './types'

/** Whether a document can be shown at all. The server has read it thoroughly; this is for a document that came some other way. */
export function readForm(document: unknown): { form?: FormDocument; defects: { place: string; code: string }[] } {
  const defects: { place: string; code: string }[] = []
  if (!isObject(document)) return { defects: [{ place: '', code: 'wrong-type' }] }
  if (typeof document.id !== 'string') defects.push({ place: 'id', code: 'missing' })
  if (!Number.isInteger(document.version)) defects.push({ place: 'version', code: 'missing' })
  const pages = Array.isArray(document.pages) ? document.pages : []
  if (pages.length === 0) defects.push({ place: 'pages', code: 'missing' })
  const fields = (given: unknown, place: string, inGroup: boolean): void => {
    if (!Array.isArray(given) || given.length === 0) {
      defects.push({ place, code: 'missing' })
      return
    }
    given.forEach((field: unknown, index) => {
      const at = `${place}[${index}]`
      const type = isObject(field) ? String(field.type) : ''
      if (!isObject(field) || typeof field.id !== 'string') defects.push({ place: at, code: 'wrong-type' })
      else if (!Object.hasOwn(laws, type) || (inGroup && type === 'group')) defects.push({ place: `${at}.type`, code: 'unknown-type' })
      else if (type === 'group') fields(field.fields, `${at}.fields`, true)
    })
  }
  pages.forEach((page: unknown, index) => fields(isObject(page) ? member(page, 'fields') : undefined, `pages[${index}].fields`, false))
  return defects.length > 0 ? { defects } : { form: document as unknown as FormDocument, defects }
}
