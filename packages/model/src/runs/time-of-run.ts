import type { Id } from '../kernel/ids.ts'
import { type Millis, SECOND } from '../kernel/millis.ts'
import type { Run } from './run.ts'

/** Returns the creation time of an id, from the first 48 bits of a UUIDv7; `null` for another kind of id. */
const madeAt = (id: Id): Millis | null =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(id) ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : null

/** Minimum time in the queue that is reported. Every run waits at least a few milliseconds. */
const NOTICED: Millis = SECOND / 10

/**
 * Returns the duration of a run and its time in the queue. The duration starts with the first card; `null`
 * until the run ends. The time in the queue starts with the creation of the run's id: the delivery arrived,
 * its record was found, or the replay was requested. Times below 0.1 s count as 0.
 */
export const timeOfRun = ({
  id,
  startedAt,
  finishedAt
}: Pick<Run, 'id' | 'startedAt' | 'finishedAt'>): { took: Millis | null; waited: Millis } => {
  const waited = startedAt - (madeAt(id) ?? startedAt)
  return {
    took: finishedAt === null ? null : Math.max(0, finishedAt - startedAt),
    waited: waited < NOTICED ? 0 : waited
  }
}
