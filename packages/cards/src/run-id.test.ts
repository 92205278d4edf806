import { type Catalog, deployedKeyOf, emptyCatalog, problemsOf, RUN_ID } from '@hookwright/engine'
import { flowOf, runWith } from '@hookwright/engine/testing'
import { type Binding, pill } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { unknownEvent } from './connector-event/fresh-event-card.ts'
import { cardSpecs } from './index.ts'
import { returnErrorIf } from './return-error-if/card.ts'
import { put } from './testing.ts'

const starts = [...cardSpecs.values()].filter(spec => spec.starts?.kind === 'user-event')

/** Returns a catalog with the deployed event that a start card of this type listens to. */
const aroundStart = (type: string): Catalog => ({
  ...emptyCatalog,
  events: new Map([
    [
      deployedKeyOf('', ''),
      { ...unknownEvent, kind: type === 'polling-event' ? 'polling-monitor' : 'webhook-event' }
    ]
  ])
})

describe.each(starts.map(spec => ({ type: spec.type, spec })))('the start card $type', ({ type, spec }) => {
  const catalog = aroundStart(type)
  const start = put(spec, 'start')
  const runSaying = (message: Binding) =>
    runWith(
      flowOf(
        start,
        put(returnErrorIf, 'say', {
          config: { operator: 'is-empty' },
          inputs: { left: { kind: 'literal', value: '' }, message }
        })
      ),
      { record: {}, delivery: { body: {} } },
      { specs: cardSpecs, catalog }
    )

  test('[row 103] outputs the id of its run if that is mapped', async () => {
    const { status, steps } = await runSaying(pill('start', RUN_ID))
    expect(status).toMatchObject({ is: 'failed', fault: { message: 'run-1' } })
    expect(steps[0]?.outputs).toMatchObject({ [RUN_ID]: 'run-1' })
  })

  test('does not store the id of its run in the trace if that is not mapped', async () => {
    const { steps } = await runSaying({ kind: 'literal', value: 'Nothing.' })
    expect(steps[0]?.outputs).not.toHaveProperty([RUN_ID])
  })

  test('[row 103] offers the id as a text', () => {
    const flow = flowOf(
      start,
      put(returnErrorIf, 'say', {
        config: { operator: 'is-empty' },
        inputs: { left: pill('start', RUN_ID), message: pill('start', RUN_ID) }
      })
    )
    expect(problemsOf(flow, cardSpecs, catalog).filter(({ card }) => card === 'say')).toEqual([])
  })
})

test('five cards can start a user’s flow', () => {
  expect(starts.map(({ type }) => type).toSorted()).toEqual([
    'api-endpoint',
    'connector-event',
    'manual-start',
    'polling-event',
    'scheduled'
  ])
})
