import { type AlertKind, alertKinds } from '@hookwright/model'

/**
 * Returns the kinds of a destination after one is added or removed, in display order. All kinds are null, so
 * that the destination also receives kinds that later versions add.
 */
export const toggleKind = (
  kinds: readonly AlertKind[] | null,
  kind: AlertKind,
  on: boolean
): AlertKind[] | null => {
  const next = alertKinds.filter(each => (each === kind ? on : kinds === null || kinds.includes(each)))
  return next.length === alertKinds.length ? null : next
}
