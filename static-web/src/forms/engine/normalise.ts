import { laws } from './fields'
import { Findings } from './findings'
import { compact } from './text'
import type { FormField } from './types'

/**
 * What a person typed into one field, as the answer it means: put right where it has the right shape, else as it was typed, so that
 * they can mend it. A typed number may have thousands' commas and full-width digits; typed money is dollars, `1,234.50`.
 */
export function normaliseAnswer(field: FormField, typed: unknown): unknown {
  const meant = typeof typed === 'string' ? fromTyped(field, typed) : typed
  if (meant === undefined || meant === null || field.type === 'group') return meant
  const found = new Findings()
  const value = laws[field.type].read(meant, field, field.id, found)
  return found.all.length > 0 ? meant : value
}

function fromTyped(field: FormField, typed: string): unknown {
  switch (field.type) {
    case 'number': {
      const plain = compact(typed).replace(/,/g, '')
      return /^[+-]?(\d+(\.\d+)?|\.\d+)$/.test(plain) ? Number(plain) : typed
    }
    case 'money': {
      const match = /^(?:HK)?\$?(-?\d+)(?:\.(\d{1,2}))?$/.exec(compact(typed).replace(/,/g, ''))
      if (!match) return typed
      const cents = Number(match[1]!.replace('-', '') + (match[2] ?? '').padEnd(2, '0'))
      return match[1]!.startsWith('-') ? -cents : cents
    }
    case 'yesNo':
    case 'declaration':
      return typed === 'true' ? true : typed === 'false' ? false : typed
    default:
      return typed
  }
}
