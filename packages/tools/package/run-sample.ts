import { setTimeout as sleep } from 'node:timers/promises'
import { becomeAdmin } from '../bench/product/sign-in.ts'

/** Maximum time from an event to the end of its run, in milliseconds. */
const withinMs = 60_000

/**
 * Performs the first steps of a new installation through its API: creates the first admin and the sample
 * flow, turns the flow on, sends an event of Acme HR (a practice service), and waits for its run.
 *
 * @param firstAdminLink link that the installation printed
 * @param practiceUrl URL of Acme HR
 * @returns id of the successful run
 * @throws Error when a step fails
 */
export async function runSample(firstAdminLink: string, practiceUrl: string): Promise<string> {
  const { api } = await becomeAdmin(firstAdminLink)
  const { flowId } = await api.installation.loadSample.mutate()
  await api.subscriptions.switchOn.mutate({ flowId })
  await untilTrue('The sample flow is not on', async () => {
    const [newest] = await api.subscriptions.list.query({ flowId })
    return newest?.status.is === 'on'
  })
  await sendEvent(practiceUrl)
  let runId = ''
  await untilTrue('No run of the sample succeeded', async () => {
    const { rows } = await api.deliveries.list.query({ flowId, limit: 10 })
    // The run of a delivery with one record has the delivery's id.
    runId = rows.find(({ status }) => status.is !== 'accepted')?.id ?? ''
    return runId !== '' && (await api.runs.get.query({ runId })).status.is === 'succeeded'
  })
  return runId
}

async function sendEvent(practiceUrl: string) {
  const page = await (await fetch(practiceUrl)).text()
  const [, key = ''] = /<meta name="api-key" content="([^"]+)">/.exec(page) ?? []
  const answer = await fetch(`${practiceUrl}/api/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ eventType: 'user.created' })
  })
  if (!answer.ok) throw new Error(`Acme HR refused the event (${answer.status}): ${await answer.text()}`)
}

async function untilTrue(otherwise: string, is: () => Promise<boolean>) {
  const end = performance.now() + withinMs
  while (!(await is())) {
    if (performance.now() > end) throw new Error(`${otherwise} after ${withinMs / 1000} s.`)
    await sleep(100)
  }
}
