import type { Id } from '@hookwright/model'
import type { Desk } from './desk.ts'

/** So many of the newest requests are looked at: refused ones may stand before the one that proves it. */
const LOOKED_AT = 50

/**
 * Resolves with true once a request that the card's rules did not refuse has come to the Event URL of a subscription, be
 * it a ping, a handshake or an event; with false once `over` has resolved first.
 */
export const seenAtEventUrl = async (
  { store, outside }: Pick<Desk, 'store' | 'outside'>,
  subscriptionId: Id,
  over: Promise<unknown>
): Promise<boolean> => {
  const look = async (): Promise<boolean> => {
    const { rows } = await store.deliveries.list({ scope: { subscriptionId }, limit: LOOKED_AT })
    return rows.some(({ status }) => status.is !== 'refused')
  }
  let stopListening = (): void => {}
  const seen = new Promise<boolean>(resolve => {
    const check = (): void => {
      look()
        .then(is => is && resolve(true))
        .catch(thrown =>
          outside.log('Whether a test event came could not be looked up.', { cause: String(thrown) })
        )
    }
    stopListening = store.listen(({ topic, of }) => {
      if (topic === 'deliveries' && of.includes(subscriptionId)) check()
    })
    check()
  })
  const is = await Promise.race([seen, over.then(() => false)])
  stopListening()
  return is
}
