import { type EventSignature, eventKeyOf, type Surroundings } from '@hookwright/engine'
import type { JsonObject } from '@hookwright/model'

/** The event that a connector event card listens to, or undefined while it is not among the deployed ones. */
export const eventOf = (
  config: { versionId: string; eventFlowId: string } | JsonObject,
  surroundings: Surroundings
): EventSignature | undefined =>
  surroundings.events.get(eventKeyOf(String(config.versionId), String(config.eventFlowId)))
