import { expect, test } from 'vitest'
import { shellWordsOf } from './split-command.ts'

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
