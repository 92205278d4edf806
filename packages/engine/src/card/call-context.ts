import type { FieldId } from '@hookwright/model'

/*
 * Outputs of start cards that say how the flow was started. No custom input has a dot in its id.
 */

/**
 * Id of the output with the index of the current item, counted from 0. Its value is null if the flow is not
 * run per item.
 */
export const INDEX: FieldId = 'context.index'

/** Id of the output that describes the calling flow by its id and name. */
export const CALLER: FieldId = 'context.caller'

/**
 * Id of the output with the error that the flow handles. Its value is null if the flow does not run after an
 * error.
 */
export const ERROR: FieldId = 'context.error'

/** Id of the output with the id of the run, in a flow started by an event. */
export const RUN_ID: FieldId = 'context.run'
