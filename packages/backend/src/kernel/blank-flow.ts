import { DAY, type Millis } from '@hookwright/model'
import type { FlowRow } from '@hookwright/store'

/** Age at which a blank flow that is open on a canvas is deleted. */
const BLANK_KEPT: Millis = DAY

/**
 * Returns true for a flow without a name and without cards: a new flow in which nothing was drawn.
 */
export const isBlankFlow = ({ name, doc }: Pick<FlowRow, 'name' | 'doc'>): boolean =>
  name === null && doc.strip.length === 0

/** Returns true for a blank flow that is old enough to be deleted. */
export const isAbandoned = (flow: FlowRow, now: Millis): boolean =>
  isBlankFlow(flow) && flow.updatedAt < now - BLANK_KEPT
