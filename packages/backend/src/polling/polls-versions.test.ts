import { pill, text } from '@hookwright/model'
import { beforeEach, expect, test } from 'vitest'
import { changeFlow, deployNext, withCard } from '../testing/draw.ts'
import { addPolling, drawPolled } from '../testing/draw-polled.ts'
import { turnOn } from '../testing/event.ts'
import { openPolling, polled, toNextPoll, waitForRecordCount } from '../testing/follow-polls.ts'
import { listService } from '../testing/list-service.ts'
import { testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

const nickField = {
  id: 'nick',
  label: 'Nickname',
  fieldType: 'text-field',
  dataType: { kind: 'text', list: false },
  required: false
} as const

test('after a rollback polled flows keep their version and cursor, and new ones get the version before', async () => {
  const service = listService()
  service.names.push('Ada')
  const one = await openPolling(folder, service)
  const { subscriptions, versions } = one.backend
  const drawn = await drawPolled(one.backend)
  const flowId = await addPolling(one.backend, drawn)
  await turnOn(one, flowId)
  await polled(one, flowId, 1)
  const versionOf = async () => (await one.store.subscriptions.wantedOf(flowId))?.terms.versionId

  await changeFlow(
    one.backend,
    drawn.eventFlowId,
    withCard('ask', () => ({ inputs: { url: text('/next?after=', pill('start', 'cursor')) } }))
  )
  const nextId = await deployNext(one.backend, drawn)
  await subscriptions.upgrades.begin([flowId])
  await pollUntil(versionOf, versionId => versionId === nextId)
  await versions.deploy(drawn.versionId, { visible: null, note: 'Back', by: 'uma' })

  expect(await subscriptions.upgrades.plan({ ownerId: null, flowId })).toEqual([])
  service.names.push('Eve')
  await toNextPoll(one, flowId)
  await waitForRecordCount(service, 1)
  expect(service.told).toEqual(['Eve'])
  expect(service.polls.at(-1)).toBe('/next?after=1')
  expect(await versionOf()).toBe(nextId)

  const later = await addPolling(one.backend, drawn, {}, 'later')
  await turnOn(one, later)
  await polled(one, later, 1)
  expect(service.polls.at(-1)).toBe('/names?topic=later&after=')
  await one.crash()
})

test('the impact of a deployment lists polled flows with the changes that would break them, on or off', async () => {
  const one = await openPolling(folder, listService())
  const drawn = await drawPolled(one.backend)
  const on = await addPolling(one.backend, drawn)
  const off = await addPolling(one.backend, drawn)
  await turnOn(one, on)
  await polled(one, on, 1)
  const { connectorId } = drawn
  const impact = async () =>
    (await one.backend.versions.impact({ connectorId, versionId: null })).toSorted(
      (one, other) => Number(other.on) - Number(one.on)
    )
  expect(await impact()).toMatchObject([
    { flowId: on, on: true, pinnedNumber: 1, change: 'compatible', reasons: [] },
    { flowId: off, on: false, pinnedNumber: 1, change: 'compatible', reasons: [] }
  ])
  await changeFlow(
    one.backend,
    drawn.eventFlowId,
    withCard('return', card => ({
      config: { ...card.config, groups: [{ id: 'person', name: 'Person', fields: [nickField] }] }
    }))
  )
  const gone = expect.arrayContaining(['The output “Name”, which the flow uses, was removed.'])
  expect(await impact()).toMatchObject([
    { flowId: on, change: 'breaking', reasons: gone },
    { flowId: off, change: 'breaking', reasons: gone }
  ])
  await one.crash()
})
