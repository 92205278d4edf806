import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createIdSource, idsOfDelivery, parentIn, traceparentOf } from './trace-ids.ts'

const hex = (length: number) =>
  fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length })
    .map(digits => digits.join(''))
    .filter(text => /[^0]/.test(text))

test('a traceparent header is read as it was written', () => {
  fc.assert(
    fc.property(hex(32), hex(16), fc.constantFrom(0, 1), (traceId, spanId, traceFlags) => {
      const context = { traceId, spanId, traceFlags }
      expect(parentIn(['Host', 'acme.example', 'Traceparent', traceparentOf(context)])).toEqual(context)
    })
  )
})

test('an invalid traceparent header is ignored', () => {
  const valid = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`
  for (const text of [
    '',
    'x',
    valid.toUpperCase(),
    valid.slice(1),
    `00-${'0'.repeat(32)}-${'b'.repeat(16)}-01`,
    `00-${'a'.repeat(32)}-${'0'.repeat(16)}-01`,
    `${valid}0`
  ])
    expect(parentIn(['traceparent', text]), text).toBeNull()
  expect(parentIn([])).toBeNull()
  // A value is no name.
  expect(parentIn(['x-of', 'traceparent', valid, 'x'])).toBeNull()
  expect(parentIn(['traceparent', `${valid}-of-a-later-version`])).toMatchObject({ traceFlags: 1 })
})

test('the trace id of a delivery comes from its id, and its span id from the second half', () => {
  fc.assert(
    fc.property(fc.uuid(), id => {
      const { traceId, spanId } = idsOfDelivery(id)
      expect(traceId).toMatch(/^[0-9a-f]{32}$/)
      expect(traceId.endsWith(spanId)).toBe(true)
      expect(spanId).toMatch(/^[0-9a-f]{16}$/)
    })
  )
})

test('given ids apply within the call only, also when it fails', () => {
  const { generator, startWith } = createIdSource()
  const known = { traceId: 'a'.repeat(32), spanId: null }
  expect(startWith(known, generator.generateTraceId)).toBe(known.traceId)
  expect(startWith(known, generator.generateSpanId)).toMatch(/^[0-9a-f]{16}$/)
  expect(() =>
    startWith(known, () => {
      throw new Error('no span')
    })
  ).toThrow('no span')
  expect(generator.generateTraceId()).not.toBe(known.traceId)
})
