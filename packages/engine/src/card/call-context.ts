import type { FieldId } from '@hookwright/model'

/*
 * Start values of a helper flow beside its inputs, as outputs of its start card. No custom input has a dot in its id.
 */

/** Position of the item for which the flow runs, from 0; null where it runs once. */
export const INDEX: FieldId = 'context.index'

/** Id and name of the calling flow. */
export const CALLER: FieldId = 'context.caller'

/** Error after which the flow runs; null otherwise. */
export const ERROR: FieldId = 'context.error'
