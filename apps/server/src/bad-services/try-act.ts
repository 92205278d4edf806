import { type FaultData, type Id, type Millis, SECOND, type Step } from '@hookwright/model'
import type { Api } from '../testing/api-client.ts'
import { breachesOf, isSettled, type Known, knownOf, settledOf } from '../testing/invariant.ts'
import { openServer } from '../testing/open-server.ts'
import { newestOf, turnOn } from '../testing/switch.ts'
import { waitFor } from '../testing/wait-for.ts'
import { type BadService, startBadService } from './bad-service.ts'
import type { Behaviour } from './behaviour.ts'
import { drawListener } from './connector.ts'
import { openTestTime } from './test-time.ts'

/** Act that is tried under a behaviour: turning a flow on or off. */
export type Act = 'turnOn' | 'turnOff'

/** Observed result of an act under a behaviour. */
export interface Outcome {
  known: Known
  /** Service host that errors must mention. */
  host: string
  /** Fault of a failed act; null on success. */
  fault: FaultData | null
  /** Simulated time until the subscription shows the result, in milliseconds. */
  took: Millis
  /** Executed steps of the act's flows. */
  steps: Step[]
  /** Violations of the subscription invariant (see `breachesOf`), and leaked connections. */
  breaches: string[]
  /** Event URLs of the service's subscriptions at the end. */
  there: string[]
}

const pause = (time: Millis): Promise<void> => new Promise(resolve => setTimeout(resolve, time))

/** Maximum real time of an act, however busy the machine is. */
const PATIENCE = 80 * SECOND

/** Time after which an idle TCP connection must be closed. */
const LONGEST_IDLE = 5 * SECOND

const lookAt = async (api: Api, flowId: string): Promise<Known> => {
  const [subscription] = await api.subscriptions.list.query({ flowId })
  if (subscription === undefined) throw new Error('The flow was never turned on.')
  return knownOf(api, subscription)
}

const stepsOf = async (api: Api, { attempts }: Known): Promise<Step[]> => {
  const runs = await Promise.all(
    attempts.flatMap(({ runId }) => (runId === null ? [] : [api.runs.get.query({ runId })]))
  )
  return runs.flatMap(({ steps }) => steps ?? [])
}

const numbered = (urls: string[]): { id: string; url: string }[] =>
  urls.map((url, at) => ({ id: `at ${at}`, url }))

/**
 * Returns the problems that remain once the service works again. The flow must be able to turn on, and an
 * open cleanup entry must be resolvable.
 */
const stillWrong = async (
  api: Api,
  flowId: Id,
  service: BadService,
  { eventUrl, entries }: Known
): Promise<string[]> => {
  const entry = entries.find(({ status, nextAt }) => status.is === 'open' && nextAt !== null)
  if (entry !== undefined && service.urls().includes(eventUrl)) {
    await api.subscriptions.retryCleanupEntry.mutate({ entryId: entry.id })
    await waitFor(
      () => api.subscriptions.cleanupEntries.query(),
      all => all.some(({ id, status }) => id === entry.id && status.is === 'closed')
    )
    if (service.urls().includes(eventUrl)) return ['The registration was not removed.']
  }
  if ((await newestOf(api, flowId)).status.is === 'ended') await turnOn(api, flowId)
  return breachesOf(await settledOf(api, flowId), numbered(service.urls()))
}

/** Turns a flow on or off against a misbehaving service, on a separate server, and returns the outcome. */
export const tryAct = async (behaviour: Behaviour, act: Act): Promise<Outcome> => {
  const { acts, turns, reached = 'plain', on, proves } = behaviour
  const time = openTestTime()
  const service = await startBadService(time, reached)
  const { origin, authorities } = service
  const server = await openServer({
    variables: { HOOKWRIGHT_OUTBOUND_ALLOW: origin },
    machine: { clock: time.clock, after: time.after, resolve: () => service.addresses(), authorities }
  })
  const { api } = server
  try {
    const flowId = await drawListener(api, origin, behaviour)
    if (act === 'turnOff') await turnOn(api, flowId)
    if (acts !== undefined) {
      for (const method of on ?? ([act === 'turnOn' ? 'POST' : 'DELETE'] as const))
        service.behave(method, acts)
    }
    await turns?.(service)
    const began = time.clock()
    if (act === 'turnOn') await api.subscriptions.switchOn.mutate({ flowId })
    else await api.subscriptions.switchOff.mutate({ flowId })

    /** Returns true if nothing happens until the test advances the time. */
    const waits = (): boolean => service.isHolding() || (proves === true && service.urls().length > 0)
    const known = await waitFor(
      async () => {
        for (let passed = 0; passed < 10 && waits(); passed++) await pause(time.pass(SECOND) > 0 ? 20 : 1)
        return lookAt(api, flowId)
      },
      isSettled,
      PATIENCE
    )
    const idleSince = Date.now()
    while (service.sockets() > 0 && Date.now() - idleSince < LONGEST_IDLE) await pause(20)
    const there = service.urls()
    const idle = service.sockets()
    const steps = await stepsOf(api, known)
    const isMended = acts !== undefined && proves === undefined
    if (isMended) service.mend()
    const { subscription, attempts } = known
    return {
      known,
      host: new URL(origin).host,
      fault: act === 'turnOn' ? subscription.fault : (attempts.at(-1)?.fault ?? null),
      took: subscription.since - began,
      steps,
      there,
      breaches: [
        ...breachesOf([known], numbered(there)),
        ...(idle > 0 ? [`${idle} connections are open after 5 s.`] : []),
        ...(isMended ? await stillWrong(api, flowId, service, known) : [])
      ]
    }
  } finally {
    const removed = server.remove()
    const isRemoved = removed.then(() => true)
    // What is in progress is waited for by the same time.
    while (!(await Promise.race([isRemoved, pause(20)]))) time.pass(SECOND)
    await service.close()
  }
}
