import { type Binding, coerce, literal, one, pill, type ValueType } from '@hookwright/model'
import { anyValueType, bindingsFrom } from '@hookwright/model/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bindingOf,
  type Caret,
  caretBehindChange,
  literalFor,
  partsOf,
  putParts,
  putPill,
  type TextPart,
  tidyParts
} from './text-parts.ts'

const anyPart: fc.Arbitrary<TextPart> = fc.oneof(
  fc.string({ maxLength: 4 }),
  fc.constantFrom(pill('c1', 'a'), pill('c2', 'b', ['x', 0]))
)
const anyParts = fc.array(anyPart, { maxLength: 6 })
const plain = (parts: TextPart[]): string =>
  parts.map(part => (typeof part === 'string' ? part : `<${part.card}>`)).join('')

describe('parts of a text', () => {
  test('are normalized without changing their meaning', () => {
    fc.assert(
      fc.property(anyParts, parts => {
        const tidy = tidyParts(parts)
        expect(plain(tidy)).toBe(plain(parts))
        expect(tidy.includes('')).toBe(false)
        for (const [index, part] of tidy.entries())
          expect(typeof part === 'string' && typeof tidy[index + 1] === 'string').toBe(false)
      })
    )
  })

  test('are converted to a text binding and back', () => {
    fc.assert(
      fc.property(anyParts, parts => {
        expect(partsOf(bindingOf(parts, one('text')))).toEqual(tidyParts(parts))
      })
    )
  })

  test('are inserted at the caret, between the text before and after it', () => {
    const at = fc.record({ part: fc.nat(6), offset: fc.nat(4) })
    fc.assert(
      fc.property(anyParts, anyParts, at, (here, more, caret) => {
        const put = plain(putParts(tidyParts(here), more, caret))
        expect(put).toHaveLength(plain(here).length + plain(more).length)
        expect(put).toContain(plain(more))
      })
    )
  })

  test('are appended if there is no caret', () => {
    expect(putParts(['Hi '], [pill('a', 'b')], null)).toEqual(['Hi ', pill('a', 'b')])
    expect(putParts(['Hi there'], [pill('a', 'b')], { part: 0, offset: 3 })).toEqual([
      'Hi ',
      pill('a', 'b'),
      'there'
    ])
  })
})

describe('a pill that is inserted next to another', () => {
  const [first, last] = [pill('a', 'first'), pill('a', 'last')]

  test('is separated from it by a space in prose, on either side', () => {
    expect(putPill(['New colleague: ', first], last, null)).toEqual(['New colleague: ', first, ' ', last])
    expect(putPill([last, ' of Acme'], first, { part: 0, offset: 0 })).toEqual([first, ' ', last, ' of Acme'])
    expect(putPill(['Dear ', first, last], pill('a', 'b'), { part: 2, offset: 0 })).toEqual([
      ...['Dear ', first, ' ', pill('a', 'b'), ' ', last]
    ])
  })

  test('follows it directly if there is no text, as in the URL of a service with a path', () => {
    expect(putPill([first], last, null)).toEqual([first, last])
    expect(putPill([last], first, { part: 0, offset: 0 })).toEqual([first, last])
  })

  test('follows it directly in a URL or in JSON, without a space next to text', () => {
    expect(putPill(['{"name": "', first, '"}'], last, { part: 2, offset: 0 })).toEqual([
      ...['{"name": "', first, last, '"}']
    ])
    expect(putPill(['/users/', first], last, null)).toEqual(['/users/', first, last])
    expect(putPill(['Dear ', first, ', '], last, null)).toEqual(['Dear ', first, ', ', last])
  })
})

describe('the caret after a change', () => {
  const who = pill('start', 'who')

  test.each<[string, TextPart[], TextPart[], Caret]>([
    ['text that was put in', ['one'], ['one two'], { part: 0, offset: 7 }],
    ['text that was taken away', ['Hi, Ann!'], ['Hi!'], { part: 0, offset: 2 }],
    ['a pill that was put in', ['Hi !'], ['Hi ', who, '!'], { part: 2, offset: 0 }],
    ['a pill that was taken away', ['Hi ', who, '!'], ['Hi !'], { part: 0, offset: 3 }],
    ['a pill behind the same one', [who], [who, who], { part: 2, offset: 0 }],
    ['a sign of two units', ['a😀b'], ['a😁b'], { part: 0, offset: 3 }],
    ['text between pills', [who, who], [who, ' and ', who], { part: 1, offset: 5 }],
    ['all of it', ['Hi ', who], [], { part: 0, offset: 0 }]
  ])('is after %s', (_, before, now, caret) => {
    expect(caretBehindChange(before, now, null)).toEqual(caret)
  })

  test('stays where it was, if the position is ambiguous', () => {
    const short = ['one three']
    const long = ['one two three']
    const at = (offset: number): Caret => ({ part: 0, offset })
    expect(caretBehindChange(short, long, at(4))).toEqual(at(8))
    expect(caretBehindChange(long, short, at(8))).toEqual(at(4))
    expect(caretBehindChange(long, short, at(0))).toEqual(at(3))
    expect(caretBehindChange(long, short, at(13))).toEqual(at(5))
    expect(caretBehindChange([who], [who, who], { part: 0, offset: 0 })).toEqual({ part: 1, offset: 0 })
  })

  test('has only former text after it', () => {
    const mark = pill('mark', 'a')
    const at = fc.option(fc.record({ part: fc.nat(6), offset: fc.nat(4) }))
    fc.assert(
      fc.property(anyParts, anyParts, anyParts, at, (ahead, more, behind, caret) => {
        const before = tidyParts([...ahead, ...behind])
        const now = tidyParts([...ahead, ...more, ...behind])
        const [front, rest] = plain(putParts(now, [mark], caretBehindChange(before, now, caret))).split(
          '<mark>'
        )
        expect(`${front}${rest}`).toBe(plain(now))
        expect(plain(before).endsWith(rest ?? '')).toBe(true)
      })
    )
  })
})

describe('typed text', () => {
  test.each<[string, ValueType, Binding]>([
    ['12', one('number'), literal(12)],
    ['12', one('text'), literal('12')],
    ['12', { kind: 'any', list: false }, literal('12')],
    ['true', one('boolean'), literal(true)],
    ['{"a":1}', one('object'), literal({ a: 1 })],
    ['["a"]', { kind: 'text', list: true }, literal(['a'])],
    ['many', one('number'), literal('many')],
    ['9007199254740991', one('number'), literal(9007199254740991)],
    ['9007199254740993', one('number'), literal('9007199254740993')],
    ['[9007199254740993]', { kind: 'number', list: true }, literal('[9007199254740993]')],
    ['[9007199254740993]', { kind: 'text', list: true }, literal(['9007199254740993'])],
    ['{"id":9007199254740993}', one('object'), literal({ id: '9007199254740993' })],
    ['{"__proto__":{"id":1}}', one('object'), literal('{"__proto__":{"id":1}}')],
    ['{"a":', one('object'), literal('{"a":')],
    ['2026-01-02T03:04Z', one('date'), literal('2026-01-02T03:04Z')]
  ])('%s is the literal for %j', (typed, type, binding) => {
    expect(bindingOf([typed], type)).toEqual(binding)
  })

  test('is either a value of the type or kept as typed, so that the problem can name it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), anyValueType, (typed, type) => {
        const value = literalFor(typed, type)
        expect(value === typed || coerce(value, type).ok).toBe(true)
      })
    )
  })

  test('is empty if nothing is typed, and a pill if it is a single pill', () => {
    expect(bindingOf([''], one('text'))).toBeNull()
    expect(bindingOf([pill('a', 'b')], one('text'))).toEqual(pill('a', 'b'))
  })
})

test('any binding can be shown as parts', () => {
  fc.assert(
    fc.property(bindingsFrom(fc.constant('c1'), fc.constant('f')), binding => {
      const parts = partsOf(binding)
      if (binding.kind === 'pill') expect(parts).toEqual([binding])
      else expect(parts.every(part => part !== '')).toBe(true)
    })
  )
})
