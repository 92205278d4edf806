import type { EventDrift, Id, Millis, NewAlert } from '@hookwright/model'

/** Event in a specific version. */
export interface EventOfVersion {
  versionId: Id
  eventFlowId: Id
}

/** Stored differences between an event's deliveries and its declaration. */
export interface StoredDrift extends EventOfVersion {
  versionNumber: number
  drift: EventDrift
}

/** Difference that a member ignores. */
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
   * Replaces the findings of an event in a version, with an alert for new findings. Returns false, without
   * changes, if another process has changed the findings since `before`. Throws `version.gone`.
   */
  keep(
    event: EventOfVersion,
    params: { before: EventDrift | null; drift: EventDrift; alert?: NewAlert }
  ): Promise<boolean>
  /** Returns the ignored differences of an event. */
  ignored(eventFlowId: Id): Promise<IgnoredDrift[]>
  /** Ignores a difference. Idempotent. Throws `flow.gone` if the event belongs to no connector. */
  ignore(ignored: IgnoredDrift): Promise<void>
  /**
   * Undoes `ignore`, so that the difference is reported again. Throws `flow.gone` if the event belongs to no
   * connector.
   */
  unignore(ignored: Pick<IgnoredDrift, 'eventFlowId' | 'key'>): Promise<void>
}
