import { type BegunRun, problemsOf } from '@hookwright/engine'
import { flowOf, memoryJournal, runWith } from '@hookwright/engine/testing'
import { type Flow, literal, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { helperFlow } from '../helper-flow/card.ts'
import { cardSpecs } from '../index.ts'
import { returnCard } from '../return/card.ts'
import { returnErrorIf } from '../return-error-if/card.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import { callFlowAsync } from './card.ts'

const who = field('who', 'Who')

/** Helper flow that fails for the name “nobody”. */
const greet = flowOf(
  put(helperFlow, 'start', { config: { inputs: [who] } }),
  put(returnErrorIf, 'check', {
    config: { operator: 'equal' },
    inputs: { left: pill('start', 'who'), right: literal('nobody'), message: literal('Nobody is there.') }
  }),
  put(returnCard, 'return', { config: { fields: [field('said', 'Said')] }, inputs: {} })
)

const calling = (name: string): Flow =>
  flowOf(
    put(helperFlow, 'start'),
    put(callFlowAsync, 'call', { config: { flowId: 'greet' }, inputs: { who: literal(name) } }),
    put(returnCard, 'return', {
      config: { fields: [field('run', 'Run')] },
      inputs: { run: pill('call', 'runId') }
    })
  )

const around = catalogWithFlows(cardSpecs, { greet })
const reach = { specs: cardSpecs, catalog: around, flows: new Map([['greet', greet]]) }

/** Creates a journal for a run that can start other runs. `begun` lists the started runs. */
const beginning = () => {
  const begun: (BegunRun[] | undefined)[] = []
  const journal = memoryJournal()
  const { record } = journal
  return {
    begun,
    journal: {
      ...journal,
      begins: true as const,
      record: async (...told: Parameters<typeof record>) => {
        begun.push(told[2])
        await record(...told)
      }
    }
  }
}

test('the card takes the inputs of the helper flow, and outputs the id of a run', () => {
  expect(callFlowAsync.ports({ flowId: 'greet' }, around)).toMatchObject({
    inputs: [{ id: 'who', label: 'Who', required: true }],
    outputs: [{ id: 'runId', label: 'Run ID' }]
  })
  expect(callFlowAsync.calls({ flowId: 'greet' })).toEqual(['greet'])
  expect(problemsOf(calling('Ada'), cardSpecs, around)).toEqual([])
  expect(problemsOf(flowOf(put(helperFlow, 'start'), put(callFlowAsync, 'call')), cardSpecs, around)).toEqual(
    [{ code: 'card-config', card: 'call', message: 'Choose the helper flow that this card runs.' }]
  )
})

test('the card starts a run in its journal entry, and continues whatever that run does', async () => {
  const { journal, begun } = beginning()
  const outcome = await runWith(calling('nobody'), {}, { ...reach, journal })
  expect(outcome.status).toEqual({ is: 'succeeded' })
  expect(outcome.steps.map(({ path }) => path.join(' '))).toEqual(['start', 'call', 'return'])
  const run = outcome.result?.run
  const caller = { id: 'flow-1', name: null }
  expect(begun).toEqual([[{ id: run, flowId: 'greet', given: { 'context.caller': caller, who: 'nobody' } }]])
})

test('repeated from the journal the card starts no run and outputs the same id', async () => {
  const first = beginning()
  const before = await runWith(calling('Ada'), {}, { ...reach, journal: first.journal })
  const again = beginning()
  const journal = { ...again.journal, recall: memoryJournal(first.journal.recorded).recall }
  const outcome = await runWith(calling('Ada'), {}, { ...reach, journal })
  expect(outcome.result).toEqual(before.result)
  expect(again.begun).toEqual([])
})

test('in a run without a journal the helper flow runs in place', async () => {
  const outcome = await runWith(calling('Ada'), {}, reach)
  expect(outcome.status).toEqual({ is: 'succeeded' })
  expect(outcome.steps.map(({ path }) => path.join(' '))).toContain('call check')
  const failed = await runWith(calling('nobody'), {}, reach)
  expect(failed.status).toMatchObject({ is: 'failed', at: ['call', 'check'] })
})

test('a helper flow that is missing at run time fails the card', async () => {
  const { journal } = beginning()
  const outcome = await runWith(calling('Ada'), {}, { ...reach, flows: new Map(), journal })
  expect(outcome.status).toMatchObject({ at: ['call'], fault: { code: 'helper.gone' } })
})
