import type { ValueType } from '@hookwright/model'
import { expect, test } from 'vitest'
import type { Row } from './row.ts'
import { ValueLine } from './value-line.tsx'
import { headAndTail, linesOfValue, mainValueOf, valueAtEnd, valueText } from './value-text.ts'

const text: ValueType = { kind: 'text', list: false }

const output = (id: string, path: string[] = []): Row => ({
  kind: 'output',
  port: { id, label: id, type: text },
  path,
  label: id,
  type: text,
  depth: path.length,
  tree: null,
  open: false,
  item: null,
  valued: true
})

test('one value stands for a card: the first of its rows that is a text, a number or true or false', () => {
  const rows = [output('body'), output('body', ['name']), output('status')]
  expect(mainValueOf(rows, { body: { name: 'Ada' }, status: 200 })).toBe('Ada')
  expect(mainValueOf(rows, { body: { name: ' ' }, status: 200 })).toBe('200')
  expect(mainValueOf([output('ok')], { ok: false })).toBe('false')
})

test('without one nothing stands for it', () => {
  expect(mainValueOf([output('body')], { body: { name: 'Ada' } })).toBeNull()
  expect(mainValueOf([output('body')], {})).toBeNull()
  expect(mainValueOf([], { body: 'Ada' })).toBeNull()
})

test('a value on one line has no line breaks, and what is missing or empty is said', () => {
  expect(valueText('Hello\n  Ada')).toBe('Hello Ada')
  expect(valueText('')).toBe('(empty)')
  expect(valueText(null)).toBe('—')
})

test('at the end of the row of an output, parts are counted', () => {
  expect(valueAtEnd({ id: 'evt_1', record: { id: 'usr_1' } })).toBe('{ 2 keys }')
  expect(valueAtEnd([{ id: 'usr_1' }])).toBe('[ 1 item ]')
  expect([valueAtEnd({}), valueAtEnd([])]).toEqual(['{ 0 keys }', '[ 0 items ]'])
  expect(valueAtEnd('POST')).toBe('POST')
})

test('a value below its field takes the lines that its words need, up to three', () => {
  const linesIn264 = (value: string) => linesOfValue(value, text, 264)
  expect(linesIn264('Bram Holloway')).toBe(1)
  expect(linesIn264('Welcome to Engineering, Bram Holloway!')).toBe(2)
  expect(linesIn264('Welcome to Engineering, Bram Holloway! Your laptop is HR-0007.')).toBe(3)
  expect(linesIn264('x'.repeat(30))).toBe(1)
  expect(linesIn264('x'.repeat(31))).toBe(2)
  expect(linesIn264(`${'word '.repeat(60)}`)).toBe(3)
})

test('a long value at the end of its row keeps its end, a short one is whole', () => {
  expect(headAndTail('usr_0072c8e843f3')).toEqual(['usr_0072c8e843f3', ''])
  expect(headAndTail('bram.holloway@example.com')).toEqual(['bram.holloway@', 'example.com'])
  expect(headAndTail('Your laptop is HR-0007.').join('')).toBe('Your laptop is HR-0007.')
})

/** Half of a character that takes two units. */
const loneSurrogate = /\p{Surrogate}/u

test('a value is never cut within an emoji', () => {
  const smiles = '🙂'.repeat(80)
  for (const value of [smiles, `a${smiles}`]) {
    expect([valueText(value), ...headAndTail(value)].some(part => loneSurrogate.test(part))).toBe(false)
    expect(headAndTail(value).join('')).toBe(value)
  }
})

test('a value has no more lines than are kept for it, though its characters may be wide', () => {
  const line = ValueLine({ value: '会'.repeat(40), type: text, lines: 2 })
  expect(JSON.stringify(line)).toContain('line-clamp-2')
})
