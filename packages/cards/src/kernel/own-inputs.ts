import type { FieldId } from '@hookwright/model'

/*
 * The own inputs of cards that run a helper flow again and again have a dot in their ids, which no input of a helper
 * flow has, so that the two are never mixed up.
 */

/** The input that takes the list whose items are gone through. */
export const LIST: FieldId = 'each.list'

/** The input that says how many times a flow is run. */
export const TIMES: FieldId = 'each.times'
