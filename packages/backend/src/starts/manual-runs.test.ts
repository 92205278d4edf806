import { type Card, type Id, literal, pill } from '@hookwright/model'
import { beforeEach, expect, test } from 'vitest'
import { turnOn } from '../testing/event.ts'
import { openForTest, type TestBackend } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let one: TestBackend
beforeEach(async () => {
  one = await openForTest()
  await one.backend.resume()
  await one.backend.recover()
})

const ada = { id: 'ada', name: 'Ada Example' }

const input = (id: string, label: string, kind: 'text' | 'number', required: boolean) => ({
  ...{ id, label, required },
  fieldType: 'text-field' as const,
  dataType: { kind, list: false }
})

/** Adds a user's flow that people start manually. */
const addManual = async (shared: boolean): Promise<Id> => {
  const start: Card = {
    id: 'start',
    type: 'manual-start',
    config: {
      inputs: [input('name', 'Name', 'text', true), input('days', 'Days', 'number', false)],
      shared,
      atOnce: 'any'
    },
    inputs: {}
  }
  const tell: Card = {
    id: 'tell',
    type: 'raw-request',
    config: { method: 'POST', expectJson: false },
    inputs: { url: literal('/names'), body: pill('start', 'name') }
  }
  const doc = { schemaVersion: 1 as const, strip: ['start', 'tell'], cards: { start, tell } }
  return (await one.backend.flows.create({ connectorId: null, ownerId: 'uma', name: 'Invite', doc })).id
}

const faultOf = async (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'none',
    thrown => `${thrown.code}: ${thrown.message}`
  )

test('a person runs a flow that is on, with typed values, and the run names that person', async () => {
  const { manualRuns } = one.backend
  const flowId = await addManual(false)
  expect(await faultOf(manualRuns.form(flowId))).toContain('flow.not-on')
  await turnOn(one, flowId)
  expect(await manualRuns.form(flowId)).toMatchObject({
    name: 'Invite',
    inputs: [{ id: 'name' }, { id: 'days' }]
  })
  const runId = await manualRuns.run({ flowId, values: { name: 'Jo', days: '3' }, by: ada })
  const opened = await pollUntil(
    () => one.backend.runs.open(runId).catch(() => null),
    found => found?.run.status.is === 'succeeded'
  )
  expect(opened?.delivery).toMatchObject({ method: 'MANUAL', status: { is: 'done' } })
  expect(opened?.run.steps?.[0]?.outputs).toMatchObject({ runBy: 'Ada Example', name: 'Jo', days: 3 })
  expect(one.sent.map(({ body }) => body)).toEqual(['Jo'])
})

test.each([
  [{}, '“Name” is required. Enter a value.'],
  [{ name: 'Jo', days: 'many' }, '“Days” must be of type Number. Enter another value.'],
  [{ name: 'Jo', other: 1 }, 'The flow no longer has the input “other”. Open the form again.']
])('the values %j are refused, and start no run', async (values, why) => {
  const flowId = await addManual(false)
  await turnOn(one, flowId)
  expect(await faultOf(one.backend.manualRuns.run({ flowId, values, by: ada }))).toContain(why)
  expect((await one.backend.runs.list({ scope: { flowId }, limit: 9 })).rows).toEqual([])
})

test('a shared flow that is on can be run by other members, any other flow cannot', async () => {
  const { manualRuns, subscriptions } = one.backend
  const [own, shared] = [await addManual(false), await addManual(true)]
  await turnOn(one, own)
  expect(await manualRuns.isShared(shared)).toBe(false)
  await turnOn(one, shared)
  expect([await manualRuns.isShared(own), await manualRuns.isShared(shared)]).toEqual([false, true])
  expect((await manualRuns.shared('ada')).map(({ flowId }) => flowId)).toEqual([shared])
  expect(await manualRuns.shared('uma')).toEqual([])
  await subscriptions.pause(shared, true)
  expect(await manualRuns.shared('ada')).toEqual([])
  expect(await faultOf(manualRuns.run({ flowId: shared, values: { name: 'Jo' }, by: ada }))).toContain(
    'flow.not-on'
  )
})
