import { expect, test } from 'vitest'
import type { ForeignFlows } from './report.ts'
import { keepValidFlows } from './valid-flows.ts'

const flowOf = (name: string, type: string): ForeignFlows['flows'][number] => ({
  ...{ id: `id of ${name}`, name, description: '', active: true, saveAll: true },
  doc: { schemaVersion: 1, strip: ['c1'], cards: { c1: { id: 'c1', type, config: {}, inputs: {} } } }
})

const readingOf = (...flows: ForeignFlows['flows']) => ({
  ok: true as const,
  content: { source: 'flopack' as const, flows, inFile: 2, cards: [], remarks: [] }
})

const damaged = flowOf('Damaged', 'No Type')
const stranded = { ...flowOf('Stranded', 'note'), doc: { ...flowOf('', 'note').doc, strip: [] } }

test('an invalid flow is left out and reported, and the others are kept', () => {
  const fine = flowOf('Fine', 'note')
  const helper = flowOf('Helper', 'note')
  expect(keepValidFlows(readingOf(damaged, fine, helper, stranded))).toMatchObject({
    ok: true,
    content: {
      flows: [fine, helper],
      inFile: 1,
      cards: [
        { flow: 'Damaged', outcome: 'note', remarks: [expect.stringContaining('A card type consists of')] },
        { flow: 'Stranded', outcome: 'note', remarks: [expect.stringMatching(/left out\. .*\.$/)] }
      ]
    }
  })
})

test('valid flows pass unchanged, and a file without any is refused with the reason', () => {
  const valid = readingOf(flowOf('Fine', 'note'))
  expect(keepValidFlows(valid)).toBe(valid)
  expect(keepValidFlows(readingOf(stranded))).toEqual({
    ok: false,
    why: expect.stringMatching(/^No flow of the file can be imported\. “Stranded”: .*\.$/)
  })
})
