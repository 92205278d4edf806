import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyConnector } from '../testing.ts'
import type { ConnectorContent } from './connector-content.ts'
import type { Folder } from './folder.ts'
import { readConnector } from './read-connector.ts'
import { writeConnector } from './write-connector.ts'

/**
 * Returns the options for a number of property test runs. Shrinking is disabled, because it takes minutes for
 * a whole connector. The long test `folders` does more runs.
 */
const runs = (numRuns: number) => ({ numRuns, endOnFailure: true })

const written = (content: ConnectorContent): Folder => {
  const result = writeConnector(content)
  if (!result.ok) throw new Error(JSON.stringify(result.flaws))
  return result.content
}

const byKey = (content: ConnectorContent) => ({
  ...content,
  flows: Object.fromEntries(content.flows.map(flow => [flow.id.slice(-12), JSON.parse(JSON.stringify(flow))]))
})

/** Replaces flow ids with placeholder ids, like those of a folder that was never imported. */
const unstored = (content: ConnectorContent): ConnectorContent => {
  let text = JSON.stringify(content)
  for (const { id } of content.flows) text = text.replaceAll(id, `00000000-0000-7000-8000-${id.slice(-12)}`)
  return JSON.parse(text)
}

describe('a connector as files', () => {
  it('is the same after export and import, with the same bytes', () => {
    fc.assert(
      fc.property(anyConnector, content => {
        const folder = written(content)
        const reading = readConnector(folder)
        if (!reading.ok) throw new Error(JSON.stringify(reading.flaws))
        expect(byKey(reading.content)).toEqual(byKey(unstored(content)))
        expect(written(reading.content)).toEqual(folder)
      }),
      runs(20)
    )
  })

  it('has the same bytes for any order of its flows', () => {
    fc.assert(
      fc.property(anyConnector, content => {
        const reversed = { ...content, flows: [...content.flows].reverse() }
        expect(written(reversed)).toEqual(written(content))
      }),
      runs(10)
    )
  })

  it('is read or refused with sentences after any change of its files, and never in part', () => {
    const change = fc.record({
      file: fc.nat(),
      at: fc.nat(),
      length: fc.nat(30),
      by: fc.oneof(
        fc.string({ maxLength: 8 }),
        fc.constantFrom(
          '\n',
          ': ',
          '- ',
          '&a ',
          '*a',
          '"',
          '|',
          '\t',
          '[',
          '{',
          '\u0000',
          'format: 2\n',
          '..',
          'ghp_'
        )
      ),
      rename: fc.oneof(
        { weight: 19, arbitrary: fc.constant(null) },
        {
          weight: 1,
          arbitrary: fc.constantFrom('../a.yaml', 'flows/b.yaml', 'a/../../b', 'flows', 'x.exe')
        }
      )
    })
    fc.assert(
      fc.property(anyConnector, fc.array(change, { minLength: 1, maxLength: 3 }), (content, changes) => {
        let folder = written(content)
        for (const { file, at, length, by, rename } of changes) {
          const paths = Object.keys(folder).filter(path => path.endsWith('.yaml'))
          const path = paths[file % paths.length] ?? ''
          const text = String(folder[path])
          const start = at % (text.length + 1)
          const { [path]: _, ...rest } = folder
          folder = { ...rest, [rename ?? path]: text.slice(0, start) + by + text.slice(start + length) }
        }
        const reading = readConnector(folder)
        if (reading.ok) {
          const again = writeConnector(reading.content)
          if (again.ok) expect(readConnector(again.content).ok).toBe(true)
          return
        }
        expect(reading.flaws.length).toBeGreaterThan(0)
        for (const { message, line } of reading.flaws) {
          expect(message).toMatch(/^[“A-Z].*[.!?]$/su)
          if (line !== null) expect(line).toBeGreaterThan(0)
        }
      }),
      runs(20)
    )
  })
})
