import type { EventDrift, Id, Millis, NewAlert } from '@hookwright/model'

/** An event as one version has it. */
export interface EventOfVersion {
  versionId: Id
  eventFlowId: Id
}

/** Stored differences between deliveries and the declaration of an event. */
export interface KeptDrift extends EventOfVersion {
  versionNumber: number
  drift: EventDrift
}

/** A difference that nobody wants to be told of any more. */
export interface IgnoredDrift {
  eventFlowId: Id
  /** As `keyOfDrift` says it. */
  key: string
  at: Millis
  /** Who said so. */
  by: string
}

export interface DriftStore {
  /** Of an event in all versions of which something is known, the newest version first. */
  ofEvent(eventFlowId: Id): Promise<KeptDrift[]>
  /** Of all events of a connector, the newest version first. */
  ofConnector(connectorId: Id): Promise<KeptDrift[]>
  /** In place of what was known of the event in this version; with an alert of what is new. Throws `version.gone`. */
  keep(event: EventOfVersion, drift: EventDrift, alert?: NewAlert): Promise<void>
  /** Ignored differences of an event. */
  ignored(eventFlowId: Id): Promise<IgnoredDrift[]>
  /** Once, however often it is said. Throws `flow.gone` for an event that no connector has. */
  ignore(ignored: IgnoredDrift): Promise<void>
  /** Takes that back. Throws `flow.gone` for an event that no connector has. */
  heed(ignored: Pick<IgnoredDrift, 'eventFlowId' | 'key'>): Promise<void>
}
