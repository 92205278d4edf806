import type { FieldId } from '@hookwright/model'

/*
 * Outputs of start cards that say how the flow was started. No custom input has a dot in its id.
 */

/** Position of the item for which the flow runs, from 0; null for a single run. */
export const INDEX: FieldId = 'context.index'

/** Id and name of the calling flow. */
export const CALLER: FieldId = 'context.caller'

/** Error after which the flow runs; null otherwise. */
export const ERROR: FieldId = 'context.error'

/** Id of the run that an event started. */
export const RUN_ID: FieldId = 'context.run'
