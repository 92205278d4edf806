import { applyEdit, compareFlows, type Flow } from '@hookwright/model'
import { anyFlow, editsFor } from '@hookwright/model/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyCatalog } from '../card/catalog.ts'
import { specsOf } from '../card/define-card.ts'
import { viewOf } from '../flow/flow-view.ts'
import { smallCards } from '../testing/small-cards.ts'
import { linesOfCard } from './lines-of-card.ts'

const noSpecs = specsOf([])
const smallSpecs = specsOf(smallCards)

const linesBetween = (before: Flow, after: Flow, specs = noSpecs) =>
  compareFlows(before, after).map(difference => ({
    difference,
    lines: linesOfCard(difference, viewOf(before, specs, emptyCatalog), viewOf(after, specs, emptyCatalog))
  }))

const twoDrafts = anyFlow.chain(flow =>
  fc.array(editsFor(flow), { maxLength: 6 }).map(edits => ({
    before: flow,
    after: edits.reduce((now, edit) => {
      const edited = applyEdit(now, edit)
      return edited.ok ? edited.flow : now
    }, flow)
  }))
)

describe('the differences of a card', () => {
  test('are listed for each part, and never with equal text before and after', () => {
    fc.assert(
      fc.property(twoDrafts, ({ before, after }) => {
        for (const { difference, lines } of linesBetween(before, after)) {
          if (difference.is !== 'changed') expect(lines).toEqual([])
          else expect(lines.length).toBeGreaterThanOrEqual(difference.parts.length)
          for (const line of lines) {
            expect(line.before).not.toBe(line.after)
            expect(line.what).not.toBe('')
          }
        }
      })
    )
  })

  test('show the error handling in the line of the card, and otherwise the part that the line omits', () => {
    const flow = (onError: Flow['cards'][string]['config'] | null): Flow => ({
      schemaVersion: 1,
      strip: ['s'],
      cards: { s: { id: 's', type: 'send', config: onError === null ? {} : { onError }, inputs: {} } }
    })
    const values = (out: string) => flow({ after: { kind: 'continue', values: { out } } })
    const between = (before: Flow, after: Flow) => linesBetween(before, after, smallSpecs)[0]?.lines
    expect(between(flow(null), values('a'))).toEqual([
      { what: 'Error handling', before: null, after: 'Continue with values' }
    ])
    expect(between(values('a'), values('b'))).toMatchObject([{ before: 'a', after: 'b' }])
  })

  test('use the labels of its ports, and name values by their cards', () => {
    const flow = (parts: Partial<Flow['cards'][string]>): Flow => ({
      schemaVersion: 1,
      strip: ['s', 'n'],
      cards: {
        s: { id: 's', type: 'start', title: 'Begin', config: {}, inputs: {} },
        n: { id: 'n', type: 'number', config: {}, inputs: {}, ...parts }
      }
    })
    const before = flow({ inputs: { n: { kind: 'literal', value: 4 } } })
    const after = flow({
      title: 'Count',
      skipped: true,
      inputs: { n: { kind: 'pill', card: 's', field: 'name', path: ['a', 0] } }
    })
    expect(linesBetween(before, after, smallSpecs)[0]?.lines).toEqual([
      { what: 'Name', before: 'A number', after: 'Count' },
      { what: 'Skipped', before: 'No', after: 'Yes' },
      { what: 'Amount', before: '4', after: 'Begin ▸ Name.a[0]' }
    ])
  })

  test('show raw values if their labels are equal', () => {
    const flow = (value: number | string): Flow => ({
      schemaVersion: 1,
      strip: ['e'],
      cards: {
        e: { id: 'e', type: 'echo', config: {}, inputs: { value: { kind: 'literal', value } } }
      }
    })
    expect(linesBetween(flow(1), flow('1'), smallSpecs)[0]?.lines).toEqual([
      {
        what: 'The value',
        before: '{"kind":"literal","value":1}',
        after: '{"kind":"literal","value":"1"}'
      }
    ])
  })
})
