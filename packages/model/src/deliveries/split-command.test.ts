import { setFlagsFromString } from 'node:v8'
import { expect, test } from 'vitest'
import { shellWordsOf } from './split-command.ts'

// First in this file, since V8 compiles a pattern once.
test('long words are read after V8 has stopped optimizing patterns, as in a process with many of them', () => {
  setFlagsFromString('--no-regexp-optimization')
  try {
    const long = 'x'.repeat(20_000_000)
    // Not compared as a whole: the message of a failure would be as long.
    expect(shellWordsOf(`a ${long}`)?.words[1]?.length).toBe(long.length)
    expect(shellWordsOf(`a "${long}" '${long}'`)?.words.map(word => word.length)).toEqual([
      1,
      long.length,
      long.length
    ])
  } finally {
    setFlagsFromString('--regexp-optimization')
  }
})

test('an ampersand inside a long word belongs to it', () => {
  for (const length of [4095, 4096, 4097]) {
    const word = `${'x'.repeat(length)}&`
    expect(shellWordsOf(`a ${word} b`)).toEqual({ words: ['a', word, 'b'], unknown: [] })
  }
})

test.each<[line: string, words: string[]]>([
  ['a  "b c" \'d e\'', ['a', 'b c', 'd e']],
  ['a\\\n  b `\n c \\', ['a', 'b', 'c']],
  ['a > out.txt', ['a']],
  ['a & b', ['a']],
  ['a?x=1&y=2#top # comment', ['a?x=1&y=2#top']],
  ["$'\\xc3\\xa9' \"\\$x\" '$y' \\`", ['é', '$x', '$y', '`']]
])('%j is split like in a shell, without anything after the command', (line, words) => {
  expect(shellWordsOf(line)).toEqual({ words, unknown: [] })
})

test.each(['$URL', '"$(pwd)"', 'a$(date)b', '"`date`"', '`date`'])('%s has an unknown value', line => {
  expect(shellWordsOf(line)?.unknown).not.toEqual([])
})

test.each(["'a", '"a', "$'a", '"a\\"'])('%s has an unclosed quote', line => {
  expect(shellWordsOf(line)).toBeNull()
})
