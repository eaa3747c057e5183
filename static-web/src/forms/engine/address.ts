import { type Findings, isObject, member, unknownMembers } from './findings'
import { countries, districts, regions } from './places'
import { compact, hasControls, length, tidy } from './text'

const parts = ['streetNumber', 'street', 'village', 'estate', 'phase', 'block', 'building', 'floor', 'flat']
const longest = 100

export function readAddress(given: unknown, path: string, found: Findings, overseas: boolean): unknown {
  if (!isObject(given)) {
    found.add(path, 'wrong-type')
    return undefined
  }
  const address: Record<string, unknown> = {}
  const known = new Set<string>()
  const take = (name: string, offered?: readonly string[], capitals = false): void => {
    known.add(name)
    const value = member(given, name)
    if (value === undefined || value === null) return
    const line = readLine(value, `${path}.${name}`, found)
    if (line === undefined) return
    const text = capitals ? compact(line) : line
    if (offered && !offered.includes(text)) found.add(`${path}.${name}`, 'unknown-option')
    else address[name] = text
  }

  take('kind', overseas ? ['hk', 'overseas'] : ['hk'])
  if (address.kind === 'overseas') {
    known.add('lines')
    const lines = readLines(member(given, 'lines'), `${path}.lines`, found)
    if (lines.length > 0) address.lines = lines
    take('country', countries, true)
  } else {
    take('language', ['en', 'zh'])
    take('region', regions)
    take('district', districts.map((district) => district.code))
    for (const part of parts) take(part)
  }
  unknownMembers(given, (name) => known.has(name), `${path}.`, found)
  return Object.keys(address).every((name) => name === 'kind' || name === 'language') ? undefined : address
}

export function judgeAddress(address: Record<string, unknown>, path: string, found: Findings): void {
  const incomplete = (name: string): void => {
    if (!(name in address) && !found.tells(`${path}.${name}`)) found.add(`${path}.${name}`, 'address-incomplete')
  }
  if (!('kind' in address)) {
    incomplete('kind')
    return
  }
  if (address.kind === 'overseas') {
    const lines = (address.lines ?? []) as string[]
    if (lines.length > 4) found.add(`${path}.lines`, 'too-many', { max: 4 })
    lines.forEach((line, index) => {
      if (length(line) > longest) found.add(`${path}.lines[${index}]`, 'too-long', { max: longest })
    })
    incomplete('lines')
    incomplete('country')
    return
  }
  incomplete('region')
  incomplete('district')
  const district = districts.find((one) => one.code === address.district)
  if (district && address.region && district.region !== address.region) found.add(`${path}.district`, 'address-district')
  for (const part of parts) {
    if (length((address[part] as string | undefined) ?? '') > longest) found.add(`${path}.${part}`, 'too-long', { max: longest })
  }
  if (!['street', 'village', 'estate', 'building'].some((place) => place in address)) incomplete('street')
}

function readLines(given: unknown, path: string, found: Findings): string[] {
  if (given === undefined || given === null) return []
  if (!Array.isArray(given) || given.length > 100) {
    found.add(path, Array.isArray(given) ? 'too-many' : 'wrong-type')
    return []
  }
  return given.map((line, index) => readLine(line, `${path}[${index}]`, found)).filter((line) => line !== undefined)
}

function readLine(given: unknown, path: string, found: Findings): string | undefined {
  const text = typeof given === 'string' ? tidy(given) : ''
  if (typeof given !== 'string' || hasControls(text)) {
    found.add(path, typeof given === 'string' ? 'control-characters' : 'wrong-type')
    return undefined
  }
  return text === '' ? undefined : text
}
