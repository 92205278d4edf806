import { flowOf, runCardAlone, runWith } from '@hookwright/engine/testing'
import { type JsonObject, literal } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { objectGet } from './card.ts'

const get = async (object: JsonObject, path: string): Promise<unknown> =>
  (await runCardAlone(objectGet, {}, { object, path })).value

test.each([
  ['a.b[1]', 'y'],
  ['["odd.key"]', 1],
  ['a', { b: ['x', 'y'] }],
  ['a.b[2]', null],
  ['a.b.length', null],
  ['a.c.d', null],
  ['toString', null],
  ['nothing', null]
])('the value at “%s” is %j', async (path, value) => {
  expect(await get({ a: { b: ['x', 'y'] }, 'odd.key': 1, nothing: null }, path)).toEqual(value)
})

test('a missing object gives null', async () => {
  expect(await runCardAlone(objectGet, {}, { path: 'a' })).toEqual({ value: null })
})

test('an invalid path fails the card with a sentence that shows how to write one', async () => {
  await expect(get({}, 'a..b')).rejects.toThrow(
    'card.failed: The path “a..b” of “Get” is invalid: character 2 is unexpected. Write it as in user.emails[0].value or ["odd.key"].'
  )
})

test('[row 72b] any path gives a value or the fault of the card, and cannot reach a prototype', async () => {
  const before = Object.getOwnPropertyNames(Object.prototype)
  const object: JsonObject = { a: { a: [{ a: 1 }, 'x'], '0': true }, '': 0 }
  const reachable = JSON.stringify(object)
  const piece = fc.constantFrom(
    'a',
    '.',
    '[0]',
    '[',
    ']',
    '"',
    '["a"]',
    '__proto__',
    'constructor',
    'toString',
    ''
  )
  const likeAPath = fc.array(piece, { maxLength: 8 }).map(parts => parts.join(''))
  await fc.assert(
    fc.asyncProperty(fc.oneof(likeAPath, fc.string({ unit: 'binary' })), async path => {
      const card = {
        id: 'card',
        type: 'object-get',
        config: {},
        inputs: { object: literal(object), path: literal(path) }
      }
      const outcome = await runWith(flowOf(card), {}, { specs: [objectGet] })
      const [step] = outcome.steps
      if (step?.fault === undefined)
        expect(reachable).toContain(JSON.stringify(Object(step?.outputs).value ?? 0))
      else expect(step.fault.code).toBe('card.failed')
    }),
    { numRuns: 500 }
  )
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
  expect(JSON.stringify(object)).toBe(reachable)
})
