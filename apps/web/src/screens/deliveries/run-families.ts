import type { Run } from '@hookwright/model'
import { formatReplayMode } from '../../features/replays/format-mode.ts'

type Placed = Pick<Run, 'replayOf' | 'recordIndex' | 'replay'>

/** Returns a label that says why a run was started: “First run”, “Replay”, “Record 3, replayed alone”. */
const reasonOf = ({ replayOf, recordIndex, replay }: Placed, hasRecords: boolean): string => {
  if (replay?.alone === true) return `Record ${(recordIndex ?? 0) + 1}, replayed alone`
  if (replay !== null && recordIndex === null && !hasRecords) return formatReplayMode(replay)
  const replayed = replayOf === null ? '' : ', replayed'
  if (recordIndex !== null) return `Record ${recordIndex + 1}${replayed}`
  if (hasRecords) return `Whole list${replayed}`
  return replayOf === null ? 'First run' : 'Replay'
}

/**
 * Groups the runs of a delivery and labels each run with the reason why it was started. Runs of the whole
 * delivery come newest first, each followed by the runs of its records in record order.
 */
export const inFamilies = <Row extends Placed>(runs: readonly Row[]): { run: Row; reason: string }[] => {
  const families: Row[][] = []
  for (const run of runs.toReversed()) {
    const family = families.at(-1)
    if (run.recordIndex === null || run.replay?.alone === true || family === undefined) families.push([run])
    else family.push(run)
  }
  return families.toReversed().flatMap(family => {
    const hasRecords = family.some(run => run.recordIndex !== null)
    return family
      .toSorted((one, other) => (one.recordIndex ?? -1) - (other.recordIndex ?? -1))
      .map(run => ({ run, reason: reasonOf(run, hasRecords) }))
  })
}
