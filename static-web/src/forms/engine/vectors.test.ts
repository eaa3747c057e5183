// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { check, type FormDocument } from './index'

interface Case {
  name: string
  form: string
  answers: unknown
  today: string
  expect: { problems: { field: string; code: string }[]; answers?: unknown; feeCents?: number | null; stoppedBy?: string | null }
}

const folder = new URL('../../../../tests/vectors/forms/', import.meta.url)

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const { forms, cases } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { forms: Record<string, FormDocument>; cases: Case[] }
  describe(file, () => {
    it.each(cases.map((one) => [`${one.form}: ${one.name}`, one] as const))('%s', (_, { form, answers, today, expect: wanted }) => {
      const checked = check(forms[form]!, answers, today)
      expect(checked.problems.map(({ field, code }) => ({ field, code }))).toEqual(wanted.problems)
      if ('answers' in wanted) expect(JSON.stringify(checked.answers)).toBe(JSON.stringify(wanted.answers))
      if ('feeCents' in wanted) expect(checked.feeCents).toBe(wanted.feeCents)
      if ('stoppedBy' in wanted) expect(checked.stoppedBy).toBe(wanted.stoppedBy)
    })
  })
}
