import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyJson, anyKey } from '../testing.ts'
import { readYaml } from './read-yaml.ts'
import { writeYaml } from './write-yaml.ts'

const style = { header: ['a header'], labelOf: () => null }

const read = (text: string) => {
  const reading = readYaml('a.yaml', text)
  return reading.ok ? reading.content.value : reading.flaws
}

describe('YAML of files', () => {
  it('is read back for any JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(anyKey, anyJson), fc.boolean(), (value, isLabelled) => {
        const labelOf = (text: string) => (isLabelled ? `label of ${text}` : null)
        expect(read(writeYaml(value, { header: [], labelOf }))).toEqual(value)
      }),
      { numRuns: 500 }
    )
  })

  it('keeps texts of several lines', () => {
    const line = fc.stringMatching(/^[ \t#:|>a-z"'\\-]{0,6}$/)
    const text = fc.array(line, { minLength: 1, maxLength: 5 }).map(lines => lines.join('\n'))
    fc.assert(
      fc.property(text, value => {
        expect(read(writeYaml({ a: [value, { b: value }] }, style))).toEqual({ a: [value, { b: value }] })
      }),
      { numRuns: 500 }
    )
  })

  it('has short texts without quotes, long ones as blocks, and labels next to them', () => {
    const labelOf = (text: string) => (text === 'flow:1' ? 'Register\nwebhook' : null)
    const value = {
      url: 'https://a.example/b',
      on: 'yes',
      text: 'a\nb\n',
      list: [{ a: 1, b: [] }],
      flow: 'flow:1'
    }
    expect(writeYaml(value, { header: ['Header'], labelOf })).toBe(
      [
        '# Header',
        'url: https://a.example/b',
        '"on": "yes"',
        'text: |',
        '  a',
        '  b',
        'list:',
        '  - a: 1',
        '    b: []',
        'flow: flow:1 # Register webhook',
        ''
      ].join('\n')
    )
  })

  it('can have Windows line ends', () => {
    expect(read('a: |\r\n  b\r\n  c\r\nd: 1\r\n')).toEqual({ a: 'b\nc\n', d: 1 })
  })

  it.each([
    ['a: 1\nb: &x [1]\nc: *x\n', 2, /Anchors/],
    ['a: 1\nb: !!binary aGk=\n', 2, /tags/],
    ['a: 1\nb:\n  c: 1\n  c: 2\n', 4, /The key “c” appears twice/],
    ['a: 1\n? [1]\n: 2\n', 2, /A key must be a text/],
    ['a: .inf\n', 1, /cannot be stored exactly/],
    ['a: 12345678901234567890123\n', 1, /cannot be stored exactly/],
    ['a: 1\n---\nb: 1\n', 2, /several YAML documents/],
    ['a: [1\n', 2, /not valid YAML/],
    ['', 1, /empty/],
    [`a: ${'['.repeat(5_000)}`, 1, /nested more than 200/],
    ['- '.repeat(20_000), 1, /nested more than 200/],
    [`a: ${'{b: '.repeat(20_000)}`, 1, /nested more than 200/]
  ])('is refused in case %# with its line', (text, line, message) => {
    expect(read(text)).toEqual([{ file: 'a.yaml', line, message: expect.stringMatching(message) }])
  })

  it('never throws on any text', () => {
    const text = fc.stringMatching(/^[-?:,[\]{}#&*!|>'"%@`a \n]{0,40}$/)
    fc.assert(
      fc.property(text, value => {
        const reading = readYaml('a.yaml', value)
        if (reading.ok) JSON.stringify(reading.content.value)
        else for (const { line } of reading.flaws) expect(line).toBeGreaterThan(0)
      }),
      { numRuns: 1_000 }
    )
  })
})
