import type { StepPath } from '@hookwright/model'
import { runStatusText } from '@hookwright/model'
import type { OpenedRun } from '../../features/history/api-types.ts'
import { runTimes } from '../../features/history/format-run-time.ts'
import { exactTime } from '../../features/history/format-time.ts'
import { type Failure, failedStepOf } from '../../features/run-view/failure.ts'
import { formatFault } from '../../features/run-view/format-fault.ts'
import { runKindLabels } from '../../features/run-view/format-run.ts'
import { formatIteration } from './iterations.ts'

/** Number of steps listed before and after the failed one. */
const STEPS = { before: 20, behind: 5 }

/** Wraps a text in a Markdown code fence that is longer than any fence in the text. */
const fenced = (text: string): string[] => {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return [fence, text, fence]
}

const cardOf = (name: string, path: StepPath): string => {
  const iteration = formatIteration(path)
  return iteration === null ? name : `${name} (${iteration})`
}

const inCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** Formats the response of the service as text: status, headers and body. */
const replyAsText = (reply: NonNullable<Failure['reply']>): string =>
  [
    ...(reply.status === null ? [] : [`HTTP ${reply.status}`]),
    ...Object.entries(reply.headers).map(([name, value]) => `${name}: ${value}`),
    '',
    reply.cut ? `${reply.body}…` : reply.body
  ].join('\n')

const factsOf = ({ run, flow, version, revisionNumber, delivery }: OpenedRun, address: string): string[] => {
  return [
    `- Flow: ${flow.name}${revisionNumber === null ? '' : `, revision ${revisionNumber}`}`,
    ...(version === null ? [] : [`- Connector: ${version.connectorName}, version ${version.number}`]),
    `- Started: ${exactTime(run.startedAt)}`,
    ...runTimes(run).map(([name, time]) => `- ${name}: ${time}`),
    ...(delivery === null ? [] : [`- Delivery: ${delivery.event?.name ?? 'event'} (\`${delivery.id}\`)`]),
    `- Run: \`${run.id}\`, ${address}`
  ]
}

const stepsOf = (open: OpenedRun, failedAt: number | null): string[] => {
  const { lines } = open
  const at = failedAt ?? lines.length - 1
  const from = Math.max(0, at - STEPS.before)
  const listed = lines.slice(from, at + 1 + STEPS.behind)
  if (listed.length === 0) return []
  return [
    '',
    '## Steps',
    '',
    '| # | Card | Status | Start | Duration |',
    '|---|---|---|---|---|',
    ...listed.map(
      ({ name, path, step }, index) =>
        `| ${from + index + 1} | ${inCell(cardOf(name, path))} | ${step.status} | ${step.from} ms | ${step.to - step.from} ms |`
    ),
    ...(listed.length < lines.length ? ['', `${listed.length} of ${lines.length} steps are listed.`] : [])
  ]
}

/**
 * Formats a run's failure as Markdown for support: place, cause, response of the service, fix and link. The
 * response is the only value from the run. It contains no secrets, since secrets are never stored.
 */
export const incidentReport = (open: OpenedRun, failure: Failure, address: string): string => {
  const { run, flow } = open
  const { fault, where, reply } = failure
  const { title, cause, tryThis } = formatFault(fault, run.kind)
  return [
    `# ${runKindLabels[run.kind]} of ${flow.name} ${runStatusText(run.status.is)}: ${title}`,
    '',
    ...factsOf(open, address),
    '',
    '## What failed',
    '',
    `**${title}** at ${where} (\`${fault.code}\`)`,
    '',
    cause,
    ...(reply === null ? [] : ['', ...fenced(replyAsText(reply))]),
    '',
    '## Next step',
    '',
    tryThis,
    ...stepsOf(open, failedStepOf(open)),
    ''
  ].join('\n')
}
