import { beforeEach, expect, test } from 'vitest'
import { addNotifyingFlow, changeFlow, deployNext, drawConnector, withTopic } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { type acceptingService, openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

/** Service that returns an id and a secret for each subscription. The first id is 7, the next 8. */
const telling = (): typeof acceptingService => {
  let next = 7
  return async ({ method }) => {
    const id = String(next)
    if (method === 'POST') next++
    const body = JSON.stringify({ id, secret: 's3' })
    return { status: 200, headers: { 'content-type': 'application/json' }, body }
  }
}

/**
 * Turns a flow on, then gives its draft a newer version and another option value. Deregistration must use the
 * old ones.
 */
const openOvertaken = async () => {
  const one = await openBackend(folder, telling())
  const drawn = await drawConnector(one.backend, { registers: true, captures: true, topics: true })
  const flowId = await addNotifyingFlow(one.backend, drawn, 'one', null, { topic: 'hired' })
  const { subscriptionId } = await turnOn(one, flowId)
  await deployNext(one.backend, drawn, 2)
  await changeFlow(one.backend, flowId, withTopic('left'))
  return { one, flowId, subscriptionId }
}

const asked = ({ sent }: TestBackend): string[] => sent.map(({ method, url }) => `${method} ${url}`)

const turnOff = async (one: TestBackend, flowId: string, subscriptionId: string): Promise<void> => {
  await one.backend.subscriptions.switchOff(flowId)
  await pollUntil(
    () => one.backend.subscriptions.get(subscriptionId),
    ({ subscription }) => subscription.status.is === 'ended'
  )
}

test('deregistration uses the version, the options and the data of the registration', async () => {
  const { one, flowId, subscriptionId } = await openOvertaken()
  await turnOff(one, flowId, subscriptionId)
  expect(asked(one)).toEqual(['POST /hooks/hired/v1', 'DELETE /hooks/7/s3/hired/v1'])
  await one.crash()
})

test('an upgrade registers on the newer version, and deregisters the old subscription on its own version', async () => {
  const { one, flowId, subscriptionId } = await openOvertaken()
  await one.backend.subscriptions.upgrades.begin([flowId])
  await pollUntil(
    () => one.backend.subscriptions.upgrades.progress(),
    progress => progress?.isRunning === false
  )
  one.moveClock(61_000)
  await pollUntil(
    () => one.backend.subscriptions.get(subscriptionId),
    ({ subscription }) => subscription.status.is === 'ended'
  )
  // What was chosen when it was turned on holds until the draft is applied.
  expect(asked(one)).toEqual(['POST /hooks/hired/v1', 'POST /hooks/hired/v2', 'DELETE /hooks/7/s3/hired/v1'])
  await one.crash()
})

// review: cores A18, services 6
test.each([404, 410])(
  'a %i for the request that removes a registration means that it is gone',
  async status => {
    const service = telling()
    const one = await openBackend(folder, async (request, signal) =>
      request.method === 'DELETE' ? { status, headers: {}, body: '' } : service(request, signal)
    )
    const drawn = await drawConnector(one.backend, { registers: true, captures: true })
    const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
    const { subscriptionId } = await turnOn(one, flowId)
    await turnOff(one, flowId, subscriptionId)
    expect(await one.backend.subscriptions.cleanupEntries()).toEqual([])
    const { subscription, attempts } = await one.backend.subscriptions.get(subscriptionId)
    expect(subscription).toMatchObject({ status: { how: 'turned-off' }, fault: null })
    expect(attempts.at(-1)).toMatchObject({ kind: 'deregistration', outcome: 'succeeded', fault: null })
    expect(asked(one)).toEqual(['POST /hooks', 'DELETE /hooks/7/s3'])
    await one.crash()
  }
)
