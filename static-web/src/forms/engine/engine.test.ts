// @vitest-environment node
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { check, countries, districts, type FormDocument, type FormField, fee, maskHkid, normaliseAnswer, readForm, stoppedBy, todayInHongKong, visibility } from './index'

const text = { en: 'x', tc: 'x', sc: 'x' }
const field = (id: string, type: FormField['type'], more: Partial<FormField> = {}): FormField => ({ id, type, label: text, ...more })
const today = '2026-11-23'

const form: FormDocument = {
  id: 'test-form',
  version: 1,
  department: 'immd',
  title: text,
  summary: text,
  fee: { if: [{ answer: 'urgent' }, 200, 100] },
  pages: [
    { id: 'who', title: text, fields: [field('age', 'number'), field('start', 'date'), field('urgent', 'yesNo', { required: false })] },
    { id: 'guardian', title: text, showWhen: { lt: [{ answer: 'age' }, 18] }, fields: [field('name', 'shortText')] },
    {
      id: 'stays',
      title: text,
      fields: [
        field('end', 'date'),
        field('stays', 'group', { fields: [field('abroad', 'yesNo'), field('country', 'shortText', { showWhen: { answer: 'abroad' } })] }),
      ],
    },
  ],
  rules: [{ id: 'in-order', check: { le: [{ answer: 'start' }, { answer: 'end' }] }, fields: ['start'], message: text }],
  stops: [{ id: 'too-young', page: 'who', when: { lt: [{ answer: 'age' }, 11] }, message: text }],
}

const problems = (answers: unknown, page?: string) =>
  check(form, answers, today, page === undefined ? {} : { page }).problems.map(({ field: path, code }) => `${path} ${code}`)

describe('one page', () => {
  it('tells only of its own fields', () => expect(problems({ age: 12 }, 'who')).toEqual(['start required']))
  it('asks nothing of a page that is not shown', () => expect(problems({ age: 20 }, 'guardian')).toEqual([]))
  it('decides a rule on the last page that the rule names', () => {
    const answers = { age: 20, start: '2026-02-01', end: '2026-01-01', stays: [{ abroad: false }] }
    expect(problems(answers, 'who')).toEqual([])
    expect(problems(answers, 'stays')).toEqual(['start rule'])
  })
  it('stops where the stop is decided, and not on another page', () => {
    expect(problems({ age: 10 }, 'who')).toEqual(['age stopped'])
    expect(problems({ age: 10 }, 'guardian')).toEqual(['name required'])
  })
  it('leaves strange members to the check of the whole', () => {
    expect(problems({ age: 20, start: today, strange: 1 }, 'who')).toEqual([])
    expect(problems({ age: 20, start: today, end: today, stays: [{ abroad: false }], strange: 1 })).toEqual(['strange unknown-field'])
  })
})

describe('visibility', () => {
  it('lists the pages in order and the fields of each item', () => {
    const shown = visibility(form, { age: 12, stays: [{ abroad: false }, { abroad: true }] }, today)
    expect(shown.pages).toEqual(['who', 'guardian', 'stays'])
    expect([...shown.fields]).toEqual(['age', 'start', 'urgent', 'name', 'end', 'stays', 'stays[0].abroad', 'stays[1].abroad', 'stays[1].country'])
  })
  it('says which need an answer', () => {
    const fields = [field('a', 'number'), field('b', 'shortText', { required: false }), field('c', 'shortText', { requiredWhen: { lt: [{ answer: 'a' }, 18] } })]
    const needs = (a: number) => [...visibility({ ...form, pages: [{ id: 'p', title: text, fields }] }, { a }, today).required]
    expect(needs(17)).toEqual(['a', 'c'])
    expect(needs(18)).toEqual(['a'])
  })
  it('leaves out a page that is not shown', () => expect(visibility(form, { age: 18 }, today).pages).toEqual(['who', 'stays']))
  it('ends on conditions that wait for each other, which no published form has', () => {
    const round = { ...form, pages: [{ id: 'p', title: text, fields: [field('a', 'yesNo', { showWhen: { answered: 'b' } }), field('b', 'yesNo', { showWhen: { answered: 'a' } })] }] }
    expect(visibility(round, { a: true, b: true }, today).pages).toEqual([])
  })
})

describe('while a form is filled in', () => {
  it('knows the fee before everything is answered', () => {
    expect(fee(form, {}, today)).toBe(100)
    expect(fee(form, { urgent: true }, today)).toBe(200)
  })
  it('gives the stop with its words', () => {
    expect(stoppedBy(form, { age: 10 }, today)).toMatchObject({ id: 'too-young', page: 'who', message: text })
    expect(stoppedBy(form, { age: 11 }, today)).toBeNull()
  })
  it('changes nothing that it is given', () => {
    const answers = Object.freeze({ age: 12, stays: Object.freeze([Object.freeze({ abroad: true, country: ' x ' })]) })
    expect(check(form, answers, today).answers).toEqual({ age: 12, stays: [{ abroad: true, country: 'x' }] })
  })
  it('judges canonical answers as it judged them', () => {
    const first = check(form, { urgent: true, age: 12, name: ' A ', start: '2026-01-01 ', end: '2026-01-02', stays: [{ abroad: true, country: 'e\u0301' }] }, today)
    expect(first.problems).toEqual([])
    expect(check(form, first.answers, today)).toEqual(first)
  })
})

describe('what is typed', () => {
  it.each([
    ['number', '1,234', 1234],
    ['number', '１２', 12],
    ['number', '-5', -5],
    ['number', 'abc', 'abc'],
    ['number', '', undefined],
    ['number', '1.5', 1.5],
    ['money', '12.5', 1250],
    ['money', '$1,234.50', 123450],
    ['money', 'HK$0.05', 5],
    ['money', '-1.05', -105],
    ['money', '1.234', '1.234'],
    ['money', 1250, 1250],
    ['hkid', 'a1234563', 'A123456(3)'],
    ['hkid', 'A123456(4)', 'A123456(4)'],
    ['phone', '9123 4567', '+85291234567'],
    ['date', '2026-02-30', '2026-02-30'],
    ['yesNo', 'true', true],
    ['shortText', '  ', undefined],
    ['shortText', ' x ', 'x'],
  ] as const)('in a field of type %s, %j means %j', (type, typed, meant) => expect(normaliseAnswer(field('f', type), typed)).toEqual(meant))
})

describe('today in Hong Kong', () => {
  it('is tomorrow from four in the afternoon, universal time', () => {
    expect(todayInHongKong(new Date('2026-11-23T15:59:59Z'))).toBe('2026-11-23')
    expect(todayInHongKong(new Date('2026-11-23T16:00:00Z'))).toBe('2026-11-24')
  })
})

describe('what is fixed', () => {
  it('masks a card number', () => expect([maskHkid('A123456(3)'), maskHkid('AB987654(3)')]).toEqual(['A12****(*)', 'AB98****(*)']))
  it('has the districts and the countries that the server has', () => {
    const domain = new URL('../../../../functions/EGov.Domain/Forms/', import.meta.url)
    const places = readFileSync(new URL('HongKongAddress.cs', domain), 'utf8')
    const served = [...places.matchAll(/new\("(\w+)", "(\w+)", new Text\("([^"]+)", "([^"]+)", "([^"]+)"\)\)/g)]
    expect(served.map(([, code, region, en, tc, sc]) => ({ code, region, name: { en, tc, sc } }))).toEqual(districts)
    const listed = [...readFileSync(new URL('Countries.cs', domain), 'utf8').matchAll(/\b[A-Z]{2}\b(?=[ "])/g)].map(([code]) => code)
    expect(listed).toEqual([...countries])
    expect(countries).toHaveLength(248)
  })
})

describe('reading a document', () => {
  it('takes one that has pages of known fields', () => expect(readForm(form).form).toBe(form))
  it('names a field of a type that it does not know', () => {
    const strange = { ...form, pages: [{ id: 'p', title: text, fields: [{ ...field('a', 'yesNo'), type: 'constructor' }] }] }
    expect(readForm(strange)).toEqual({ defects: [{ place: 'pages[0].fields[0].type', code: 'unknown-type' }] })
  })
  it.each([null, 5, [], {}, { id: 'a', version: 1, pages: [null] }])('refuses %j', (document) => expect(readForm(document).form).toBeUndefined())
})
