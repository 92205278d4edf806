import { cardOf, flowOf } from '@hookwright/engine/testing'
import { type Field, type Json, listOf, literal, pill } from '@hookwright/model'
import { beforeEach, expect, test } from 'vitest'
import { turnOn } from '../testing/event.ts'
import { openForTest, type TestBackend } from '../testing/open-backend.ts'

let one: TestBackend
beforeEach(async () => {
  one = await openForTest()
})

const events: Field = {
  id: 'events',
  label: 'Events',
  fieldType: 'multi-select',
  dataType: listOf('text'),
  required: true,
  choices: {
    from: 'static',
    rows: [
      { display: 'Created', value: 'created' },
      { display: 'Deleted', value: 'deleted' }
    ]
  }
}

/**
 * Creates a user's flow whose event has a multi-select option. The registration sends its value, `chosen`, to
 * the service.
 */
const listening = async (chosen: Json): Promise<string> => {
  const { backend } = one
  const { id: connectorId } = await backend.connectors.create({ name: 'Acme HR', description: '' })
  const add = (name: string, doc: ReturnType<typeof flowOf>) =>
    backend.flows.create({ connectorId, ownerId: 'uma', name, doc })
  const input: Field = { ...events, fieldType: 'text-field' }
  delete input.choices
  const register = await add(
    'Register',
    flowOf(
      cardOf('webhook-registration', 'start', { inputs: [input] }),
      cardOf(
        'raw-request',
        'create',
        { method: 'POST', expectJson: false },
        { url: literal('/hooks'), body: pill('start', 'events') }
      ),
      cardOf('registration-return', 'return', {}, { registrationData: literal({ id: 'hook 1' }) })
    )
  )
  const event = await add(
    'Told',
    flowOf(
      cardOf(
        'webhook-event',
        'event',
        { options: [events], registrationFlowId: register.id, deregistrationFlowId: null },
        { 'registration.events': pill('event', 'option.events') }
      ),
      cardOf('return-outputs', 'return', { groups: [], runMode: false })
    )
  )
  const { id: versionId } = await backend.versions.create({ connectorId, note: '', by: 'uma' })
  await backend.versions.deploy(versionId, { visible: true, note: '', by: 'uma' })
  const use = { connectorId, versionId, eventFlowId: event.id, connectionId: null, runMode: 'each' }
  const doc = flowOf(cardOf('connector-event', 'event', use, { events: literal(chosen) }))
  return (await backend.flows.create({ connectorId: null, ownerId: 'uma', name: 'Listen', doc })).id
}

// review: services 9
test('the values that a user chose in a multi-select are registered as a list', async () => {
  await turnOn(one, await listening(['created', 'deleted']))
  expect(JSON.parse(one.sent[0]?.body ?? '')).toEqual(['created', 'deleted'])
})

// review: services 9
test('a single text is not valid for a multi-select, so the flow cannot be turned on', async () => {
  const flowId = await listening('created')
  await expect(one.backend.subscriptions.switchOn(flowId)).rejects.toMatchObject({
    code: 'subscription.cannot-turn-on',
    message: expect.stringContaining('“Events” expects List of Text but contains Text')
  })
})
