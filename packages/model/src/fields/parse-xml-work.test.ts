import { expect, onTestFinished, test, vi } from 'vitest'
import { parseXml } from './parse-xml.ts'

const units = ['<', '<a', '<!--', '<![CDATA[', '&', '&amp;', '&#x', ']]>', "<a b='", '<?', '-', '\r\n']

/**
 * Texts that would take a backtracking parser the most time, by name. The tests check that parsing them stays
 * fast.
 */
const hostile: [string, (size: number) => string][] = [
  ...units.map((unit): [string, (size: number) => string] => [
    JSON.stringify(unit),
    size => unit.repeat(size / unit.length)
  ]),
  ...units.map((unit): [string, (size: number) => string] => [
    `${JSON.stringify(unit)} in an element`,
    size => `<r>${unit.repeat(size / unit.length)}`
  ]),
  ['spaces in a tag', size => `<a${' '.repeat(size)}/>`],
  ['attributes without values', size => `<a ${'b '.repeat(size / 2)}/>`],
  ['many elements', size => `<a>${'<b></b>'.repeat(size / 7)}</a>`],
  ['an open attribute', size => `<a b="${'x'.repeat(size)}`],
  ['spaces in a definition', size => `<!DOCTYPE ${' '.repeat(size)}`]
]

// review: security H1, house B1
test.each(hostile)('XML of %s is read in one pass: each character a bounded number of times', (_, textOf) => {
  const readCharacter = vi.spyOn(String.prototype, 'charCodeAt')
  const match = vi.spyOn(RegExp.prototype, 'exec')
  onTestFinished(() => void vi.restoreAllMocks())
  for (const size of [4_096, 8_192]) {
    const text = textOf(size)
    readCharacter.mockClear()
    match.mockClear()
    parseXml(text)
    expect(readCharacter.mock.calls.length).toBeLessThan(2 * text.length)
    // A pattern over the whole text may go back in it, which no count of calls would show.
    expect(match.mock.calls.filter(([subject]) => subject.length > 64)).toEqual([])
  }
})
