import type { Id } from '../kernel/ids.ts'
import { type Millis, SECOND } from '../kernel/millis.ts'
import type { Run } from './run.ts'

/**
 * Returns the creation time of an id, from the first 48 bits of a UUIDv7. Null for another kind.
 */
const madeAt = (id: Id): Millis | null =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(id) ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : null

/** Minimum wait that is reported, since each run waits for the next turn of the server. */
const NOTICED: Millis = SECOND / 10

/**
 * Returns the duration of a run and its time in the queue. The duration counts from the first card and is null until the run
 * ends; the time in the queue counts from the creation of the run's id, when its delivery came, its record was found or its
 * replay was requested, and is 0 where nobody would notice.
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
