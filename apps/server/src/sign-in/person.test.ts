import { expect, test } from 'vitest'
import { nameKeyOf, readName } from './person.ts'

test('a name is kept trimmed, with single spaces and in one Unicode form', () => {
  expect(readName('  Zoe\u0308   Example ')).toBe('Zoë Example')
})

test.each([
  ['', 'it is empty'],
  ['x'.repeat(65), 'it is longer than 64 characters'],
  ['Ada\u202eExample', 'it contains invisible characters'],
  ['Ada\nExample', 'it contains invisible characters']
])('the name %j is refused with its reason', (name, why) => {
  expect(() => readName(name)).toThrow(why)
})

test('spellings that look alike have one key', () => {
  expect(nameKeyOf(' ADA  example')).toBe(nameKeyOf('Ada Example'))
  expect(nameKeyOf('Ａda')).toBe('ada')
})
