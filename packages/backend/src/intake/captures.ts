import type { Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { sealPlace } from '../kernel/seal-places.ts'
import type { EndpointPolicy } from '../subscription-cache/endpoint-policy.ts'

/**
 * Returns true if `keepCaptured` could store values now. Checked before the URL of a handshake is fetched.
 */
export const mayCapture = async (
  store: Store,
  subscriptionId: Id,
  policy: EndpointPolicy
): Promise<boolean> => {
  const row = await store.subscriptions.find(subscriptionId)
  if (row === null || row.status.is !== 'registering') return false
  const { capturedSealed } = row
  return capturedSealed === null || policy.capturedSealed === null
    ? capturedSealed === policy.capturedSealed
    : Buffer.compare(capturedSealed, policy.capturedSealed) === 0
}

/**
 * Stores the values captured from a handshake, sealed, in addition to earlier values. Returns false if the
 * subscription was turned on, or another request captured values, since the rules were read. A secret is thus
 * accepted only once.
 */
export const keepCaptured = (
  { store, effects }: { store: Store; effects: Effects },
  subscriptionId: Id,
  policy: EndpointPolicy,
  captures: { name: string; value: string }[]
): Promise<boolean> => {
  const place = sealPlace(subscriptionId, 'captured')
  const { capturedSealed } = policy
  const before: Record<string, string> =
    capturedSealed === null ? {} : JSON.parse(effects.sealer.open(capturedSealed, place))
  const now = { ...before, ...Object.fromEntries(captures.map(({ name, value }) => [name, value])) }
  const sealed = effects.sealer.seal(JSON.stringify(now), place)
  return store.subscriptions.capture(subscriptionId, { sealed, instead: capturedSealed })
}
