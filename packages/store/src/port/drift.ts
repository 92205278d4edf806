import type { EventDrift, Id, Millis, NewAlert } from '@hookwright/model'

/** Event in one version. */
export interface EventOfVersion {
  versionId: Id
  eventFlowId: Id
}

/** Stored differences between deliveries and the declaration of an event. */
export interface StoredDrift extends EventOfVersion {
  versionNumber: number
  drift: EventDrift
}

/** An ignored difference. */
export interface IgnoredDrift {
  eventFlowId: Id
  /** Key as returned by `keyOfDrift`. */
  key: string
  at: Millis
  /** Person who ignored it. */
  by: string
}

export interface DriftStore {
  /** Returns the drift of an event in all known versions, newest first. */
  ofEvent(eventFlowId: Id): Promise<StoredDrift[]>
  /** Returns the drift of all events of a connector, newest version first. */
  ofConnector(connectorId: Id): Promise<StoredDrift[]>
  /**
   * Replaces the findings of the event in this version, with an alert for new ones. Returns false and writes nothing if
   * the stored ones are no longer those that `before` was read from: another process has looked meanwhile. Throws
   * `version.gone`.
   */
  keep(
    event: EventOfVersion,
    params: { before: EventDrift | null; drift: EventDrift; alert?: NewAlert }
  ): Promise<boolean>
  /** Returns the ignored differences of an event. */
  ignored(eventFlowId: Id): Promise<IgnoredDrift[]>
  /** Ignores a difference. Idempotent. Throws `flow.gone` for an event that no connector has. */
  ignore(ignored: IgnoredDrift): Promise<void>
  /** Stops ignoring a difference. Throws `flow.gone` for an event that no connector has. */
  heed(ignored: Pick<IgnoredDrift, 'eventFlowId' | 'key'>): Promise<void>
}
