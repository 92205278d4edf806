import { problemsOf } from '@hookwright/engine'
import { flowOf, runCardAlone } from '@hookwright/engine/testing'
import { literal } from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findPattern } from '../find-pattern/card.ts'
import { helperFlow } from '../helper-flow/card.ts'
import { cardSpecs } from '../index.ts'
import { replacePatterns } from '../replace-patterns/card.ts'
import { catalogWithFlows, put } from '../testing.ts'
import { compilePattern } from './compile-pattern.ts'

const find = async (text: string | null, pattern: string, ignoreCase = false) =>
  await runCardAlone(findPattern, { ignoreCase }, { text, pattern })
const replaced = async (text: string, pattern: string, replacement: string | null, ignoreCase = false) =>
  (await runCardAlone(replacePatterns, { ignoreCase }, { text, pattern, replacement })).output

/**
 * Generates patterns that mean the same in JavaScript, to compare the matches. They omit characters of two
 * code units, because JavaScript can find an edge between the two.
 */
const { pattern: patterns } = fc.letrec<{ unit: string; pattern: string }>(tie => ({
  unit: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('a', 'b', 'ab', '.', '[ab]', '[^a]', '\\w', '\\W', '\\d', '\\s', 'é', '[b-d]', '\\.'),
    tie('pattern').map(inside => `(a${inside})`),
    tie('pattern').map(inside => `(?:${inside}b)`),
    fc.tuple(tie('unit'), tie('unit')).map(([one, other]) => `(${one}|${other})`)
  ),
  pattern: fc
    .array(
      fc.tuple(
        tie('unit'),
        fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,2}', '{2,}', '*?', '+?', '??', '{0,2}?')
      ),
      { minLength: 1, maxLength: 3 }
    )
    .chain(parts =>
      fc
        .constantFrom('', '^', '\\b', '\\B')
        .chain(edge =>
          fc
            .constantFrom('', '$', '|b')
            .map(
              end =>
                `${edge}${parts.map(([unit, times]) => (unit.length > 1 && !/^[([\\]/.test(unit) ? `(?:${unit})` : unit) + times).join('')}${end}`
            )
        )
    )
}))
const texts = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', 'A', 'é', ' ', '.', '1', '\n'),
  maxLength: 12
})

/** Returns a pattern that repeats a part 1,000 times, in five nested levels. */
const nested = (part: string): string => {
  let pattern = part
  for (let depth = 0; depth < 5; depth++) pattern = `(?:${pattern}){1000}`
  return pattern
}

describe('a pattern', () => {
  test('matches the same parts of a text as in JavaScript', async () => {
    await fc.assert(
      fc.asyncProperty(patterns, texts, fc.boolean(), async (pattern, text, ignoreCase) => {
        const native = new RegExp(pattern, ignoreCase ? 'giu' : 'gu')
        const { match, matches } = await find(text, pattern, ignoreCase)
        const expected = [...text.matchAll(native)].map(([whole]) => whole)
        expect(matches).toEqual(expected)
        expect(match).toBe(expected[0] ?? null)
        expect(await replaced(text, pattern, '[$0]', ignoreCase)).toBe(text.replace(native, '[$&]'))
      }),
      { numRuns: 100 }
    )
  })

  test.each([
    ['(?:(a|.)*?(?:(aa)b)?|bb)*(((aa)|a)|((aa)|a))??', 'aa', ['aa', '']],
    ['(?:a??|b)*b', 'aab', ['aab']],
    ['(?:(?:a?b??)*?c?)*', 'abcab', ['abcab', '']],
    ['(?:|a)*', 'aa', ['aa', '']],
    ['(?:|a){1,2}', 'aa', ['a', 'a', '']]
  ])('%s skips an empty repetition, as in JavaScript', async (pattern, text, expected) => {
    expect([...text.matchAll(new RegExp(pattern, 'gu'))].map(([whole]) => whole)).toEqual(expected)
    expect((await find(text, pattern)).matches).toEqual(expected)
  })

  test.each([
    ['(a+)(b+)?', 'xaa', ['aa', null]],
    ['(?<year>\\d{4})-(\\d\\d)', 'in 2026-01', ['2026', '01']],
    ['(a|ab)(c|bcd)(d*)', 'abcd', ['a', 'bcd', '']],
    ['(\\p{Lu})(\\p{L}*)', 'die Äpfel', ['Ä', 'pfel']],
    ['(\\x41)(\\t)?([\\b-]|x)', 'Ax', ['A', null, 'x']],
    ['((a*)*)*', 'aa', ['aa', 'aa']]
  ])('%s has the groups of its first match in %j', async (pattern, text, groups) => {
    expect((await find(text, pattern)).groups).toEqual(groups)
  })

  test('matches a character of two code units as one, and nothing in a missing text', async () => {
    expect(await find('\u{1f600}\u{1f600}x', '[\u{1f600}]x')).toMatchObject({
      match: '\u{1f600}x',
      position: 1
    })
    expect((await find('\u{1f600}a', '')).matches).toHaveLength(3)
    const nothing = { match: null, position: null, groups: [], matches: [] }
    expect(await find('abc', 'x')).toEqual(nothing)
    expect(await find(null, 'x*')).toEqual(nothing)
  })

  test.each([
    ['(', 'it ends too early'],
    ['a)', '“)” at character 2 is unexpected'],
    ['*a', '“*” at character 1 is unexpected'],
    ['a**', '“*” at character 3 is unexpected'],
    ['[b-a]', 'a range of characters is out of order'],
    ['[a', 'it ends too early'],
    ['a{2,1}', 'a count in braces is out of order'],
    ['a{2000}', 'a count in braces is above 1000'],
    ['(?:a{1000}){1000}', 'its counts in braces make it too large'],
    ['(?=a)', 'lookahead and lookbehind are not supported'],
    ['(?<!a)', 'lookahead and lookbehind are not supported'],
    ['(a)\\1', 'references to groups are not supported'],
    ['\\p{Nothing}', 'it has an unknown Unicode property'],
    ['\\q', '“\\q” is not supported'],
    ['\\u{110000}', '“{” at character 3 is unexpected'],
    ['a'.repeat(1_001), 'it has more than 1000 characters'],
    [nested('(?:)'), 'its counts in braces make it too large'],
    [nested('a{0}'), 'its counts in braces make it too large']
  ])('“%s” is invalid, which is reported before the run', (pattern, why) => {
    expect(compilePattern(pattern, false)).toEqual({ ok: false, why })
    const card = put(findPattern, 'find', { inputs: { text: literal('a'), pattern: literal(pattern) } })
    expect(
      problemsOf(flowOf(put(helperFlow, 'start'), card), cardSpecs, catalogWithFlows(cardSpecs, {}))
    ).toMatchObject([
      {
        card: 'find',
        field: 'pattern',
        message: `The pattern is invalid: ${why}. Write a regular expression, such as \\d+ for digits.`
      }
    ])
  })

  test('with exponential backtracking elsewhere is searched in linear time', async () => {
    const text = `${'a'.repeat(20_000)}!`
    for (const pattern of ['(a+)+$', '(a|aa)+$', '(a*)*b', '(.*)(.*)(.*)x', '(?:a?){20}a{20}$'])
      expect((await find(text, pattern)).match).toBeNull()
  })

  test('is given up if every match needs a search of the whole text', async () => {
    await expect(find('a'.repeat(50_000), 'a.*b|a')).rejects.toThrow(
      'card.failed: The search of “Find Pattern” takes too long for this text.'
    )
    // Copies of groups count as steps.
    await expect(find('a'.repeat(5_000), `${'()'.repeat(499)}x`)).rejects.toThrow('takes too long')
    await expect(find('a'.repeat(1_000_001), 'b')).rejects.toThrow('cannot search a text of more than')
    await expect(replaced('x'.repeat(90_000), 'x', 'y'.repeat(1_000))).rejects.toThrow('more than 16 MB')
  })
})

test.each([
  ['2026-01', '(\\d+)-(\\d+)', '$2/$1 $$ $3', '01/2026 $ $3'],
  ['abc', 'b', null, 'ac'],
  ['abc', 'x*', '-', '-a-b-c-'],
  ['a1', '(b)?1', '<$1>', 'a<>']
])('in %j, %s is replaced by %j: %j', async (text, pattern, replacement, output) => {
  expect(await replaced(text, pattern, replacement)).toBe(output)
})
