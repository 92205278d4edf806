import type { Id, RunStatus } from '@hookwright/model'
import { runStatusText } from '@hookwright/model'
import type { ListedRun, OpenedRun } from '../../../features/history/api-types.ts'
import { runTook } from '../../../features/history/format-run-time.ts'
import { rowTime } from '../../../features/history/format-time.ts'

/** Run that can be compared with the open run, formatted as a choice. */
export interface OtherRun {
  id: Id
  /** Start, result and duration of the run. */
  label: string
  status: RunStatus['is']
  /** Relation to the open run, and the reason of a failure: “Previous run · Same delivery”. */
  hint: string
}

const ended = (run: ListedRun): string =>
  run.finishedAt === null
    ? runStatusText(run.status.is)
    : `${runStatusText(run.status.is)}, ${runTook(run, '')}`

type CheckedDelivery = Pick<OpenedRun, 'run' | 'siblings'>

const hintOf = (row: ListedRun, { run, siblings }: CheckedDelivery): string => {
  const words = [
    row.id === siblings.previous && 'Previous run',
    row.id === siblings.next && 'Next run',
    row.id === run.replayOf && 'Original run',
    row.replayOf !== null && row.replayOf === run.id && 'Replay of this run',
    row.deliveryId !== null && row.deliveryId === run.deliveryId && 'Same delivery',
    row.recordIndex !== null && `Record ${row.recordIndex + 1}`,
    row.status.is === 'failed' && row.status.fault.message
  ]
  return words.filter(each => each !== false).join(' · ')
}

/** Returns runs of the same flow and kind to choose from, newest first. */
export const otherRuns = (rows: readonly ListedRun[], looked: CheckedDelivery, now: number): OtherRun[] =>
  rows
    .filter(({ id, kind }) => id !== looked.run.id && kind === looked.run.kind)
    .map(row => ({
      id: row.id,
      status: row.status.is,
      label: `${rowTime(row.startedAt, now)}, ${ended(row)}`,
      hint: hintOf(row, looked)
    }))
