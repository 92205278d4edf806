import type { FaultData, StoredResponse } from '@hookwright/model'
import type { OpenedRun } from '../history/api-types.ts'

/** Failure of a step or run, with the service's last reply. */
export interface Failure {
  fault: FaultData
  /** Name of the failed card; `the beginning` if no card failed. */
  where: string
  reply: (StoredResponse & { status: number | null }) | null
}

type Line = OpenedRun['lines'][number]

/** Parts of a run that are needed to find its failure. */
interface Ran {
  run: Pick<OpenedRun['run'], 'status'>
  lines: readonly Pick<Line, 'path' | 'step' | 'name'>[]
}

/** Returns the failure of a step; null if it did not fail. */
export const failureOf = ({
  step,
  name
}: {
  step: Pick<Line['step'], 'fault' | 'requests'>
  name: string
}): Failure | null => {
  if (step.fault === undefined) return null
  const last = step.requests?.at(-1)
  const reply = last?.reply === undefined ? null : { ...last.reply, status: last.status }
  return { fault: step.fault, where: name, reply }
}

/** Returns the index of the innermost failed step of a run; null if there is none. */
export const failedStepOf = ({ run, lines }: Ran): number | null => {
  const { status } = run
  if (status.is !== 'failed') return null
  const at = status.at.join('/')
  const named = lines.findIndex(({ path }) => path.join('/') === at)
  const found = named >= 0 ? named : lines.findLastIndex(({ step }) => step.status === 'failed')
  return found < 0 ? null : found
}

/**
 * Returns the failure of a run with the service's response at the failed step; null if the run did not fail.
 */
export const failureOfRun = (open: Ran): Failure | null => {
  const { status } = open.run
  if (status.is !== 'failed') return null
  const at = failedStepOf(open)
  const line = at === null ? undefined : open.lines[at]
  const found = line === undefined ? null : failureOf(line)
  return { fault: status.fault, where: line?.name ?? 'the beginning', reply: found?.reply ?? null }
}
