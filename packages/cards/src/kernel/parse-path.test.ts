import { isReservedName, Path } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePath } from './parse-path.ts'

test.each<[string, Path]>([
  ['a', ['a']],
  ['a.b[0].c', ['a', 'b', 0, 'c']],
  ['[2].a', [2, 'a']],
  ['a[0][1]', ['a', 0, 1]],
  ['["odd.key"].b', ['odd.key', 'b']],
  ['a["say \\"hi\\" \\\\o/"]', ['a', 'say "hi" \\o/']],
  ['content-type', ['content-type']],
  ['first name', ['first name']],
  ['a.0', ['a', '0']],
  ['Straße.😀', ['Straße', '😀']]
])('“%s” is read as the path %j', (text, path) => {
  expect(parsePath(text)).toEqual({ ok: true, path })
})

test.each([
  ['', 'it is empty'],
  ['.', 'character 1 is unexpected'],
  ['.a', 'character 1 is unexpected'],
  ['a.', 'character 2 is unexpected'],
  ['a..b', 'character 2 is unexpected'],
  ['a[0]b', 'character 5 is unexpected'],
  ['a[-1]', 'character 2 is unexpected'],
  ['a[*]', 'character 2 is unexpected'],
  ['a[b]', 'character 2 is unexpected'],
  ['a["b]', 'character 2 is unexpected'],
  ['a["\\n"]', 'character 2 is unexpected'],
  ['a.["b"]', 'character 2 is unexpected'],
  ['[1000001]', 'an index is at most 1000000'],
  ['[""]', 'a key has at least one character'],
  ['k'.repeat(201), 'a key has at most 200 characters'],
  ['a.__proto__.b', 'the key “__proto__” is reserved'],
  ['["constructor"]', 'the key “constructor” is reserved'],
  ['prototype', 'the key “prototype” is reserved'],
  ['a.'.repeat(64).concat('a'), 'it has more than 64 parts']
])('“%s” is refused: %s', (text, why) => {
  expect(parsePath(text)).toEqual({ ok: false, why })
})

const written = (path: Path): string =>
  path
    .map(part => (typeof part === 'number' ? `[${part}]` : `["${part.replace(/["\\]/g, '\\$&')}"]`))
    .join('')

test('every path is read back from its text', () => {
  const key = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 100 })
    .filter(name => !isReservedName(name))
  const path = fc.array(fc.oneof(key, fc.nat(1_000_000)), { minLength: 1, maxLength: 10 })
  fc.assert(
    fc.property(path, parts => {
      expect(parsePath(written(parts))).toEqual({ ok: true, path: parts })
    })
  )
})

test('any text is either a path that can be stored, or is refused with a reason', () => {
  const grammar = fc.constantFrom('a', '.', '[', ']', '"', '\\', '0', '12', '__proto__', '["', '"]', ' ')
  const likeAPath = fc.array(grammar, { maxLength: 12 }).map(parts => parts.join(''))
  fc.assert(
    fc.property(fc.oneof(likeAPath, fc.string({ unit: 'binary' })), text => {
      const parsed = parsePath(text)
      if (parsed.ok) expect(Path.safeParse(parsed.path).success).toBe(true)
      else expect(parsed.why).not.toBe('')
    }),
    { numRuns: 1000 }
  )
})
