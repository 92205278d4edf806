import { describe, expect, it } from 'vitest'
import type { FlowContent } from './connector-content.ts'
import { type EvidenceFile, readEvidence } from './evidence-file.ts'
import { formatFileError } from './folder.ts'
import { readTests } from './read-tests.ts'
import { writeEvidence, writeTest } from './write-test.ts'

const test = `format: 1
name: Creates an issue
flow: flow:4f2a9c01b7de
exchanges:
  - request:
      method: POST
      url: https://api.acme.example/issues
      json:
        title: Printer
    response:
      status: 201
      json:
        number: 7
expect:
  outputs:
    number: 7
`

const read = (text: string) => readTests({ 'tests/a.yaml': text })

const flawsOf = (text: string): string[] => {
  const reading = read(text)
  return reading.ok ? [] : reading.flaws.map(formatFileError)
}

describe('a test of a connector', () => {
  it('is read with its file, and written back unchanged', () => {
    const reading = read(test)
    if (!reading.ok) throw new Error(flawsOf(test).join('\n'))
    const [found] = reading.content
    if (found === undefined) throw new Error('There is no test.')
    const { file, ...parsed } = found
    expect({ file, name: parsed.name }).toEqual({ file: 'tests/a.yaml', name: 'Creates an issue' })
    const flow: FlowContent = {
      ...{ id: '01900000-0000-7000-8000-4f2a9c01b7de', name: 'Create issue', description: '' },
      ...{ active: true, saveAll: true, doc: { schemaVersion: 1, strip: [], cards: {} } }
    }
    expect(writeTest(parsed, { flows: [flow] })).toBe(
      test.replace('4f2a9c01b7de', '4f2a9c01b7de # Create issue')
    )
  })

  it.each([
    ['status: 201', 'status: 999', 'line 11'],
    ['flow: flow:4f2a9c01b7de', 'flow: Create issue', 'Name the flow by its id'],
    ['name: Creates an issue', 'name: Creates an issue\nretries: 3', '“retries” is not known here'],
    ['title: Printer', `title: ghp_${'a'.repeat(36)}`, 'a GitHub token'],
    [
      '      json:\n        title: Printer',
      '      json: 1\n      body: x',
      'Keep only one of json, form and body'
    ],
    [
      'expect:\n',
      'expect:\n  answer:\n    is: accepted\n',
      '“answer” is allowed only with a received request'
    ]
  ])('with %j as %j is refused with the place', (from, to, why) => {
    const flaws = flawsOf(test.replace(from, to))
    expect(flaws.join('\n')).toContain('tests/a.yaml')
    expect(flaws.join('\n')).toContain(why)
  })
})

describe('the evidence of a connector', () => {
  const evidence: EvidenceFile = {
    format: 1,
    evidence: 'implementation',
    references: [{ url: 'https://docs.acme.example', readOn: '2026-12-01' }],
    runs: [{ against: 'emulate@0.11.2', covers: ['actions', 'events'] }]
  }

  it('is read back as written', () => {
    expect(readEvidence({ 'evidence.yaml': writeEvidence(evidence) })).toEqual({
      ok: true,
      content: evidence
    })
  })

  it.each([
    ['evidence: implementation\nruns: []', 'Use “implementation” if runs are listed'],
    ['evidence: certain\nruns: []', 'evidence'],
    [
      'evidence: reference\nruns:\n  - against: emulate\n    covers: [actions]',
      'Enter the tool’s name and version'
    ]
  ])('is refused if it claims more than it shows: %j', (parts, why) => {
    const text = `format: 1\nreferences:\n  - url: https://docs.acme.example\n    readOn: "2026-12-01"\n${parts}\n`
    const reading = readEvidence({ 'evidence.yaml': text })
    expect(reading.ok ? '' : reading.flaws.map(formatFileError).join('\n')).toContain(why)
  })
})
