import type { Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Outside } from '../outside.ts'
import { sealPlace } from '../subscriptions/desk.ts'
import type { Door } from './door.ts'

/**
 * Keeps what a handshake captured, sealed, beside what earlier ones did. False when the subscription has come on, or
 * another request captured something, since its rules were looked at: a secret is taken once.
 */
export const keepCaptured = (
  { store, outside }: { store: Store; outside: Outside },
  subscriptionId: Id,
  door: Door,
  captures: { name: string; value: string }[]
): Promise<boolean> => {
  const place = sealPlace(subscriptionId, 'captured')
  const { capturedSealed } = door
  const before: Record<string, string> =
    capturedSealed === null ? {} : JSON.parse(outside.sealer.open(capturedSealed, place))
  const now = { ...before, ...Object.fromEntries(captures.map(({ name, value }) => [name, value])) }
  const sealed = outside.sealer.seal(JSON.stringify(now), place)
  return store.subscriptions.capture(subscriptionId, { sealed, instead: capturedSealed })
}
