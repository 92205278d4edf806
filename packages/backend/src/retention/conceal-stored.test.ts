import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { blankReceiving, type Id, type Receiving, SECOND, SECRET_MARK } from '@hookwright/model'
import { expect, onTestFinished, test } from 'vitest'
import { openKeyedFlow } from '../testing/keyed-flow.ts'
import { type BackendWrappers, openBackend } from '../testing/open-backend.ts'
import { plainScrubber } from '../testing/plain-scrubber.ts'
import { pollUntil } from '../testing/poll-until.ts'

// review: security H5

const SECRET = 'gitlab-CANARY-4711'

const scheme = (id: string, from: 'header' | 'json', name: string): Receiving['verify'][number] => ({
  id,
  algorithm: 'token',
  key: { from: 'connection', field: 'secret', decode: 'text' },
  content: '',
  signature: { from, name, split: '', prefix: '', encoding: 'text' },
  time: null,
  also: []
})

const rules: Receiving = {
  ...blankReceiving,
  verify: [scheme('head', 'header', 'X-Gitlab-Token'), scheme('body', 'json', 'clientState')]
}

const filesWith = (folder: string, text: string): string[] =>
  readdirSync(folder).filter(name => readFileSync(join(folder, name)).includes(text))

/** Stores unredacted deliveries, as an earlier version did. */
const keepAsBefore = async (count: number) => {
  const around: Partial<BackendWrappers> = { effects: effects => ({ ...effects, scrubber: plainScrubber }) }
  const { one, flowId, folder } = await openKeyedFlow(rules, SECRET, around)
  const [subscription] = await one.store.subscriptions.list(flowId)
  const ids: Id[] = []
  for (let n = 0; n < count; n++) {
    const id = one.effects.newId()
    ids.push(id)
    const body = Buffer.from(`{"name":"Ada ${n}","clientState":"${SECRET}","more":"${'x'.repeat(n * 900)}"}`)
    await one.store.deliveries.accept({
      id,
      subscriptionId: subscription?.id ?? '',
      receivedAt: one.clock(),
      method: 'POST',
      contentType: 'application/json',
      size: body.length,
      status: { is: 'accepted' },
      orderKey: null,
      verdict: null,
      arrival: {
        method: 'POST',
        query: '',
        headers: ['X-Gitlab-Token', SECRET, 'Authorization', `Bearer ${SECRET}`, 'X-Other', 'kept'],
        body
      }
    })
    await one.store.runs.finishFirst(
      {
        id,
        kind: 'flow',
        flowId,
        subscriptionId: subscription?.id ?? '',
        deliveryId: id,
        recordIndex: null,
        revisionId: null,
        replayOf: null,
        replay: null,
        status: { is: 'succeeded' },
        startedAt: one.clock(),
        finishedAt: one.clock(),
        steps: [
          { path: ['tell'], status: 'succeeded', from: 0, to: 1, outputs: { sent: `It is ${SECRET}.` } }
        ],
        result: null
      },
      { erase: false, begun: false }
    )
  }
  await one.crash()
  const upgraded = await openBackend(folder, undefined, {}, around)
  onTestFinished(upgraded.crash)
  return { one: upgraded, backend: upgraded.backend, folder, ids }
}

test('secrets in older data are redacted beside the running server, and no file contains them any more', async () => {
  const { one, backend, folder, ids } = await keepAsBefore(90)
  // Something was erased before, too, and its pages are free now.
  await one.store.keeping.forgetValues({ before: one.clock() + 1, after: 'payloads:60' })
  expect(filesWith(folder, SECRET)).not.toEqual([])
  await backend.recover()
  one.moveClock(6 * SECOND)
  const left = await pollUntil(
    () => {
      one.moveClock(SECOND)
      return filesWith(folder, SECRET)
    },
    files => files.length === 0
  )
  expect(left).toEqual([])
  const { arrival } = await backend.deliveries.open(ids[7] ?? '')
  expect(arrival?.headers).toEqual([
    { name: 'X-Gitlab-Token', value: SECRET_MARK },
    { name: 'Authorization', value: SECRET_MARK },
    { name: 'X-Other', value: 'kept' }
  ])
  expect(arrival?.body).toMatchObject({ name: 'Ada 7', clientState: SECRET_MARK })
  expect(JSON.stringify(await one.store.runs.find(ids[7] ?? ''))).toContain(`It is ${SECRET_MARK}.`)
  await backend.stop()
  expect(await one.store.keeping.unconcealed()).toEqual([])
  expect(await one.store.keeping.wipe()).toBe(false)
})
