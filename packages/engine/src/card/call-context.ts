import type { FieldId } from '@hookwright/model'

/*
 * Outputs of start cards that say how the flow was started. No custom input has a dot in its id.
 */

/** Output id of the current item's index, from 0. The value is null for a single run. */
export const INDEX: FieldId = 'context.index'

/** Output id of the calling flow: its id and name. */
export const CALLER: FieldId = 'context.caller'

/**
 * Output id of the error that the flow handles. The value is null if the flow does not run after an error.
 */
export const ERROR: FieldId = 'context.error'

/** Output id of the run's id, in a flow started by an event. */
export const RUN_ID: FieldId = 'context.run'
