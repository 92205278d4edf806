import { flowOf, runWith } from '@hookwright/engine/testing'
import { type Binding, literal, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { compose } from '../compose/card.ts'
import { helperFlow } from '../helper-flow/card.ts'
import { ifError } from '../if-error/card.ts'
import { cardSpecs } from '../index.ts'
import { field, put } from '../testing.ts'
import { returnError } from './card.ts'

const start = put(helperFlow, 'start', { config: { inputs: [field('why', 'Why', { required: false })] } })
const fail = (message: Binding) => put(returnError, 'fail', { title: 'Give up', inputs: { message } })

test('the run fails with the message, and no later card runs', async () => {
  const flow = flowOf(start, fail(pill('start', 'why')), put(compose, 'after'))
  const { status, steps } = await runWith(flow, { why: 'The user has no manager.' }, { specs: cardSpecs })
  expect(status).toMatchObject({ is: 'failed', at: ['fail'], fault: { message: 'The user has no manager.' } })
  expect(steps).toHaveLength(2)
})

test('an empty message is replaced by a default sentence', async () => {
  const { status } = await runWith(flowOf(start, fail(pill('start', 'why'))), {}, { specs: cardSpecs })
  expect(status).toMatchObject({
    fault: { message: '“Give up” ended the flow, but its message is empty. Map another message.' }
  })
})

test('If Error catches the error', async () => {
  const guard = put(ifError, 'guard', {})
  const flow = flowOf(start, guard)
  flow.cards.fail = fail(literal('No.'))
  flow.cards.guard = {
    ...guard,
    blocks: (guard.blocks ?? []).map(block => (block.id === 'try' ? { ...block, strip: ['fail'] } : block))
  }
  expect((await runWith(flow, {}, { specs: cardSpecs })).status).toEqual({ is: 'succeeded' })
})
