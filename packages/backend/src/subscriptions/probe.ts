import { type Attempt, Fault, type Id, type Millis } from '@hookwright/model'
import type { SubscriptionRow } from '@hookwright/store'
import { type Desk, secondsOf } from './desk.ts'

/** So many of the newest requests are looked at: refused ones may stand before the one that proves it. */
const LOOKED_AT = 50

/**
 * Resolves with the time at which a request that the card's rules did not refuse came to the Event URL of a subscription,
 * be it a ping, a handshake or an event; with null once `over` has resolved first.
 */
const seenAtEventUrl = async (
  { store, outside }: Pick<Desk, 'store' | 'outside'>,
  subscriptionId: Id,
  over: Promise<unknown>
): Promise<Millis | null> => {
  const look = async (): Promise<Millis | null> => {
    const { rows } = await store.deliveries.list({ scope: { subscriptionId }, limit: LOOKED_AT })
    return rows.find(({ status }) => status.is !== 'refused')?.receivedAt ?? null
  }
  let stopListening = (): void => {}
  const seen = new Promise<Millis>(resolve => {
    const check = (): void => {
      look()
        .then(at => at !== null && resolve(at))
        .catch(thrown =>
          outside.log('Whether a test event came could not be looked up.', { cause: String(thrown) })
        )
    }
    stopListening = store.listen(({ topic, of }) => {
      if (topic === 'deliveries' && of.includes(subscriptionId)) check()
    })
    check()
  })
  const at = await Promise.race([seen, over.then(() => null)])
  stopListening()
  return at
}

/** Says that the service took a registration and then sent nothing in its time. */
export const notProven = ({ settings }: Pick<Desk, 'settings'>): Fault =>
  new Fault('registration.not-proven', { seconds: secondsOf(settings.registrationTime) })

/**
 * Waits for a request of the service at the Event URL of a subscription that it has taken, as an attempt of its own;
 * resolves with when that came, or with null once the registration is `over`.
 */
export const probe = async (
  desk: Desk,
  row: SubscriptionRow,
  given: {
    over: Promise<{ how: 'timed-out' | 'cancelled'; fault: Fault }>
    /** Writes until that succeeds. */
    write: <Written>(act: () => Promise<Written>) => Promise<Written>
  }
): Promise<Millis | null> => {
  const { store, outside } = desk
  const { over, write } = given
  const attempt: Attempt = {
    id: outside.newId(),
    subscriptionId: row.id,
    kind: 'probe',
    outcome: 'running',
    startedAt: outside.clock(),
    endedAt: null,
    fault: null,
    runId: null
  }
  await write(() => store.subscriptions.beginAttempt(row.id, { attempt, run: null, registrationData: null }))
  const seenAt = await seenAtEventUrl(desk, row.id, over)
  const early = seenAt === null ? await over : null
  const why = early?.how === 'timed-out' ? notProven(desk) : early?.fault
  await write(() =>
    store.subscriptions.endAttempt(row.id, {
      at: outside.clock(),
      attemptId: attempt.id,
      outcome: early?.how ?? 'succeeded',
      fault: why?.toData() ?? null,
      run: null,
      closes: null
    })
  )
  return seenAt
}
