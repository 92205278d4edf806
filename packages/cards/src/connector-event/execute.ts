import { type CardExecutor, outputs } from '@hookwright/engine'
import { isJsonObject, unpackConversionErrors } from '@hookwright/model'
import type { Config } from './card.ts'

const asValues = (value: unknown): Record<string, unknown> => (isJsonObject(value) ? value : {})

/**
 * Gives the record of a child run of Run mode, or else runs the deployed event flow, the prologue, on the delivery: its
 * outputs are this card's, and where it stops, the run stops.
 */
export const execute: CardExecutor<Config> = ({ config, given, callFlow }) =>
  Object.hasOwn(given, 'record')
    ? outputs(unpackConversionErrors(asValues(given.record)))
    : callFlow(config.eventFlowId, asValues(given.delivery))
