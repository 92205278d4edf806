import type { DryRunConnection } from '@hookwright/cards/views'

/** Value of the choice without a connection. */
export const NONE = ''

/**
 * Returns the test connection of a dry run: the chosen one, by default the first. It is not known before the test
 * connections are loaded.
 */
export const connectionOfDryRun = (
  known: readonly { id: string }[] | null,
  chosen: string | null
): DryRunConnection => ({
  connectionId: chosen === NONE ? null : (chosen ?? known?.[0]?.id ?? null),
  isKnown: known !== null
})
