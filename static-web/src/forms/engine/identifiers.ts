import { compact } from './text'

/** The result of reading something typed: the value, or the code of what is wrong. */
export type Reading = { value: string; code?: undefined } | { value?: undefined; code: string }

/** A Hong Kong identity card number however it was typed, as `A123456(3)`. The check digit makes the weighted sum divisible by 11. */
export function hkid(typed: string): Reading {
  const match = typed.length > 64 ? null : /^([A-Z]{1,2})(\d{6})\(?([\dA])\)?$/.exec(compact(typed))
  if (!match) return { code: 'hkid-format' }
  const [, letters = '', digits = '', check = ''] = match
  let sum = letters.length === 1 ? 9 * 36 : 0
  const stem = letters + digits
  for (let i = 0; i < stem.length; i++) sum += parseInt(stem[i]!, 36) * (stem.length + 1 - i)
  sum += check === 'A' ? 10 : Number(check)
  return sum % 11 === 0 ? { value: `${stem}(${check})` } : { code: 'hkid-check-digit' }
}

/** `A12****(*)`, for eyes that may not know the number. */
export const maskHkid = (value: string): string => value.replace(/\d{4}\([\dA]\)$/, '****(*)')

export function travelDocument(typed: string): Reading {
  const value = compact(typed)
  return /^[A-Z0-9]{5,20}$/.test(value) ? { value } : { code: 'travel-document-format' }
}

/** E.164. Eight digits alone, and eleven that begin with 852, are Hong Kong's. */
export function phone(typed: string, overseas: boolean): Reading {
  const dialled = typed.length > 64 ? '' : compact(typed).replace(/[-().]/g, '')
  const value = dialled.startsWith('00')
    ? `+${dialled.slice(2)}`
    : dialled.startsWith('+')
      ? dialled
      : dialled.length === 8
        ? `+852${dialled}`
        : dialled.length === 11 && dialled.startsWith('852')
          ? `+${dialled}`
          : ''
  const local = value.startsWith('+852')
  if (!/^\+[1-9]\d{7,14}$/.test(value) || (local && !/^\+852[2-9]\d{7}$/.test(value))) return { code: 'phone-format' }
  return overseas || local ? { value } : { code: 'phone-not-hong-kong' }
}

const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const label = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/

export function email(typed: string): Reading {
  const at = typed.lastIndexOf('@')
  const labels = typed.slice(at + 1).split('.')
  const last = labels[labels.length - 1]!
  const good =
    typed.length <= 254 &&
    at >= 1 &&
    at <= 64 &&
    localPart.test(typed.slice(0, at)) &&
    labels.length > 1 &&
    labels.every((part) => part.length <= 63 && label.test(part)) &&
    /^[A-Za-z]./.test(last)
  return good ? { value: `${typed.slice(0, at)}@${typed.slice(at + 1).toLowerCase()}` } : { code: 'email-format' }
}
