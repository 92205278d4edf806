import type { DryRunConnection } from '@hookwright/cards/views'

/** Value of the option "no connection". */
export const NONE = ''

/**
 * Returns the test connection for a dry run: the chosen one (or none), by default the first.
 *
 * `isKnown` is false while the test connections are loading.
 */
export const connectionOfDryRun = (
  known: readonly { id: string }[] | null,
  chosen: string | null
): DryRunConnection => ({
  connectionId: chosen === NONE ? null : (chosen ?? known?.[0]?.id ?? null),
  isKnown: known !== null
})
