import type { Effects } from './effects.ts'
import type { EventType } from './event-types.ts'
import { type AcmeRecord, drawRecord, inDepartment, withValues } from './records.ts'
import type { Subscription } from './subscription.ts'

/** Event at Acme HR, before it is delivered. */
export interface AcmeEvent {
  id: string
  eventType: EventType
  occurredAt: string
  records: AcmeRecord[]
}

/** Creates an event with this number of generated records. */
export function drawEvent(eventType: EventType, records: number, fx: Effects): AcmeEvent {
  return {
    id: `evt_${fx.randomHex(8)}`,
    eventType,
    occurredAt: new Date(fx.clock()).toISOString(),
    records: Array.from({ length: records }, () => drawRecord(eventType, fx))
  }
}

/**
 * Returns the body that one subscription gets for an event: one record, or a list.
 * @param wanted overrides the subscription's `list` setting, and fields of each record
 */
export function eventBodyOf(
  event: AcmeEvent,
  asked: Pick<Subscription, 'department' | 'list'>,
  wanted: { list?: boolean | null | undefined; data?: Record<string, unknown> | null | undefined } = {}
): object {
  const { id, eventType, occurredAt } = event
  const records = event.records.map(record =>
    withValues(
      asked.department === null ? record : inDepartment(record, eventType, asked.department),
      eventType,
      wanted.data ?? {}
    )
  )
  const payload = (wanted.list ?? asked.list) ? { records } : { record: records[0] }
  return { id, type: eventType, occurredAt, ...payload }
}
