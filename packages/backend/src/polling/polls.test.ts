import type { HttpRequest, HttpResponse } from '@hookwright/engine'
import { type Id, MINUTE } from '@hookwright/model'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addPolling, drawPolled } from '../testing/draw-polled.ts'
import { turnOn } from '../testing/event.ts'
import { lookUntil } from '../testing/look-until.ts'
import { makeFolder, openBackend, type TestBackend } from '../testing/open-backend.ts'

let folder: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = makeFolder())
})
afterEach(() => remove())

/** A service with a list of names, which answers polls with those behind the cursor. */
const listService = () => {
  const names: string[] = []
  const told: unknown[] = []
  const polls: string[] = []
  let answer: ((request: HttpRequest) => HttpResponse | Promise<HttpResponse>) | null = null
  const client = async (request: HttpRequest): Promise<HttpResponse> => {
    if (request.method === 'POST') {
      told.push(request.body)
      return { status: 200, headers: {}, body: '' }
    }
    polls.push(request.url)
    if (answer !== null) return answer(request)
    const after = Number(/after=(\d*)/.exec(request.url)?.[1] ?? 0)
    const items = names.slice(after).map(name => ({ name }))
    const body = JSON.stringify({ items, cursor: names.length })
    return { status: 200, headers: { 'content-type': 'application/json' }, body }
  }
  return {
    names,
    told,
    polls,
    client,
    /** Answers polls otherwise from now on; null for the list. */
    answerWith: (by: typeof answer) => {
      answer = by
    }
  }
}

type Service = ReturnType<typeof listService>

const open = async (service: Service): Promise<TestBackend> => {
  const one = await openBackend(folder, service.client)
  await one.backend.resume()
  await one.backend.recover()
  return one
}

const planOf = async ({ store }: TestBackend, flowId: Id) =>
  store.polls.find((await store.subscriptions.wantedOf(flowId))?.id ?? '')

/** Waits until a flow was polled with success so often. */
const polled = (one: TestBackend, flowId: Id, turn: number) =>
  lookUntil(
    () => planOf(one, flowId),
    plan => (plan?.turn ?? 0) >= turn
  )

/** Moves the clock to the next poll. */
const toNextPoll = async (one: TestBackend, flowId: Id): Promise<void> => {
  const nextAt = (await planOf(one, flowId))?.nextAt ?? 0
  one.moveClock(nextAt - one.clock())
}

const toldCount = (service: Service, count: number) =>
  lookUntil(
    async () => service.told,
    told => told.length >= count
  )

test('a flow that is on is polled: the first poll notes what exists, later ones run each record in order', async () => {
  const service = listService()
  service.names.push('Ada', 'Eve')
  const one = await open(service)
  const flowId = await addPolling(one.backend, await drawPolled(one.backend))
  expect(await one.backend.subscriptions.blockers(flowId)).toEqual([])
  await turnOn(one, flowId)
  const first = await polled(one, flowId, 1)
  expect(first).toMatchObject({ cursor: 2, failure: null })
  expect(service.told).toEqual([])
  service.names.push('Ben', 'Cleo', 'Dan')
  await toNextPoll(one, flowId)
  await toldCount(service, 3)
  expect(service.told).toEqual(['Ben', 'Cleo', 'Dan'])
  expect(service.polls).toEqual(['/names?topic=all&after=', '/names?topic=all&after=2'])
  const { rows } = await one.backend.runs.list({ scope: { flowId }, limit: 50 })
  const kinds = rows.map(({ kind }) => kind)
  expect(kinds.filter(kind => kind === 'poll')).toHaveLength(2)
  const run = rows.find(({ kind }) => kind === 'flow')
  const { delivery } = await one.backend.runs.open(run?.id ?? '')
  expect(delivery).toMatchObject({ method: 'POLL' })
  await one.crash()
})
