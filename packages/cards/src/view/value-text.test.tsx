import type { ValueType } from '@hookwright/model'
import { expect, test } from 'vitest'
import type { Row } from './row.ts'
import { ValueLine } from './value-line.tsx'
import {
  headAndTail,
  linesOfValue,
  mainValueOf,
  partsAtHyphens,
  valueAtEnd,
  valueText
} from './value-text.ts'

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

test('the first text, number or boolean of its rows represents a card', () => {
  const rows = [output('body'), output('body', ['name']), output('status')]
  expect(mainValueOf(rows, { body: { name: 'Ada' }, status: 200 })).toBe('Ada')
  expect(mainValueOf(rows, { body: { name: ' ' }, status: 200 })).toBe('200')
  expect(mainValueOf([output('ok')], { ok: false })).toBe('false')
})

test('a card without such a value is not represented', () => {
  expect(mainValueOf([output('body')], { body: { name: 'Ada' } })).toBeNull()
  expect(mainValueOf([output('body')], {})).toBeNull()
  expect(mainValueOf([], { body: 'Ada' })).toBeNull()
})

test('a value on one line has no line breaks, and a missing or empty one is named', () => {
  expect(valueText('Hello\n  Ada')).toBe('Hello Ada')
  expect(valueText('')).toBe('(empty)')
  expect(valueText(null)).toBe('—')
})

test('parts are counted at the end of an output’s row', () => {
  expect(valueAtEnd({ id: 'evt_1', record: { id: 'usr_1' } })).toBe('{ 2 keys }')
  expect(valueAtEnd([{ id: 'usr_1' }])).toBe('[ 1 item ]')
  expect([valueAtEnd({}), valueAtEnd([])]).toEqual(['{ 0 keys }', '[ 0 items ]'])
  expect(valueAtEnd('POST')).toBe('POST')
})

test('a value below its field has up to three lines, as its words need', () => {
  const linesIn264 = (value: string) => linesOfValue(value, text, 264)
  expect(linesIn264('Bram Holloway')).toBe(1)
  expect(linesIn264('Welcome to Engineering, Bram Holloway!')).toBe(2)
  expect(linesIn264('Welcome to Engineering, Bram Holloway! Your laptop is HR-0007.')).toBe(3)
  expect(linesIn264('x'.repeat(30))).toBe(1)
  expect(linesIn264('x'.repeat(31))).toBe(2)
  expect(linesIn264(`${'word '.repeat(60)}`)).toBe(3)
})

test('a long value keeps its end at the end of its row, and a short one is complete', () => {
  expect(headAndTail('usr_0072c8e843f3')).toEqual(['usr_0072c8e843f3', ''])
  expect(headAndTail('01a2351c-f2b1-7004-6253620483a')).toEqual(['01a2351c-f2b1-7004-', '6253620483a'])
  expect(headAndTail('Your laptop is HR-0007.').join('')).toBe('Your laptop is HR-0007.')
})

test('an e-mail address is cut at its end only', () => {
  expect(headAndTail('bram.holloway@example.com')).toEqual(['bram.holloway@example.com', ''])
})

test('words with hyphens are parts of their own, which stay in one line', () => {
  expect(partsAtHyphens('Your laptop is HR-0007.')).toEqual(['Your laptop is ', 'HR-0007.', ''])
  expect(partsAtHyphens('Bram Holloway')).toEqual(['Bram Holloway'])
})

/** Pattern of a lone surrogate: half of a character that takes two code units. */
const loneSurrogate = /\p{Surrogate}/u

test('a value is never cut within an emoji', () => {
  const smiles = '🙂'.repeat(80)
  for (const value of [smiles, `a${smiles}`]) {
    expect([valueText(value), ...headAndTail(value)].some(part => loneSurrogate.test(part))).toBe(false)
    expect(headAndTail(value).join('')).toBe(value)
  }
})

test('a value has no more lines than reserved for it, even with wide characters', () => {
  const line = ValueLine({ value: '会'.repeat(40), type: text, lines: 2 })
  expect(JSON.stringify(line)).toContain('line-clamp-2')
})

test('a value that did not fit its type is named by that, and shown in the tooltip', () => {
  const error = { label: 'Age', found: 'Text', wanted: 'Number', place: '' }
  const line = ValueLine({ value: 'twelve', error, type: text })
  expect(line.props.title).toBe('“Age” is Text, but is declared as Number. Value: twelve')
  expect(JSON.stringify(line)).toContain('Not a Number')
  expect(JSON.stringify(ValueLine({ value: null, type: text }))).not.toContain('Not a')
})
