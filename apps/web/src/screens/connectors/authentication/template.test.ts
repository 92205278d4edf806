import { type Binding, CONNECTION_CARD, literal, pill, text } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printTemplate, readTemplate, relabel } from './template.ts'

const fields = [
  { id: 'sub', label: 'Subdomain' },
  { id: 'key', label: 'API key' }
]

test.each<[string, Binding]>([
  ['', literal('')],
  ['https://api.acme.test', literal('https://api.acme.test')],
  ['{API key}', pill(CONNECTION_CARD, 'key')],
  [
    'https://{Subdomain}.acme.test/{API key}',
    text('https://', pill(CONNECTION_CARD, 'sub'), '.acme.test/', pill(CONNECTION_CARD, 'key'))
  ],
  ['a{{b}}', literal('a{b}')]
])('%j is parsed, and printed unchanged', (typed, binding) => {
  expect(readTemplate(typed, fields)).toEqual({ ok: true, binding })
  expect(printTemplate(binding, fields)).toBe(typed)
})

test.each([
  ['{Tenant}', /no field “Tenant”/],
  ['{}', /no field “”/],
  ['a{b', /^Unmatched “{”/],
  ['a}b', /^Unmatched “}”/]
])('%j is refused with the reason', (typed, error) => {
  const read = readTemplate(typed, fields)
  expect(read.ok ? null : read.error).toMatch(error)
})

test('a printed template is parsed to the same binding, whatever text it has', () => {
  const part = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom(...fields.map(({ id }) => pill(CONNECTION_CARD, id)))
  )
  fc.assert(
    fc.property(fc.array(part, { minLength: 2, maxLength: 6 }), parts => {
      const printed = printTemplate({ kind: 'text', parts }, fields)
      const read = readTemplate(printed, fields)
      expect(read.ok && printTemplate(read.binding, fields)).toBe(printed)
      expect(read.ok && read.binding.kind === 'text' && read.binding.parts.join('')).not.toBe('')
    })
  )
})

test('a template follows the label of a field, also while that is empty', () => {
  const before = { id: 'sub', label: 'Subdomain' }
  const empty = { id: 'sub', label: '' }
  const after = { id: 'sub', label: 'Tenant' }
  const between = relabel('https://{Subdomain}.acme.test', before, empty)
  expect(readTemplate(between, [empty])).toMatchObject({ ok: true })
  expect(relabel(between, empty, after)).toBe('https://{Tenant}.acme.test')
})
