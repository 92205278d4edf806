import type { LogLine } from './log-lines.ts'
import type { Outcome } from './outcome.ts'

const marks: Record<LogLine['is'], string> = {
  waiting: ' ',
  running: '…',
  done: '✓',
  uncertain: '?',
  failed: '✕',
  'broken-off': '–'
}

/** Formats the result and the log as Markdown, to be sent to someone for help. */
export const reportOf = (params: {
  name: string
  connectorName: string | null
  at: string
  outcome: Outcome
  lines: readonly LogLine[]
}): string => {
  const { name, connectorName, at, outcome, lines } = params
  const log = lines.map(
    ({ is, words, took, requests, depth }) =>
      `- ${'  '.repeat(depth)}${marks[is]} ${words}${took === null ? '' : ` (${took})`}${requests.length > 0 ? `: ${requests.join(', ')}` : ''}`
  )
  return [
    `## ${name}: ${outcome.title}`,
    '',
    connectorName === null ? at : `${connectorName}, ${at}`,
    '',
    ...outcome.sentences,
    ...(outcome.said === null ? [] : ['', 'Response of the service:', '', '```', outcome.said, '```']),
    ...(log.length === 0 ? [] : ['', '### Log', '', ...log]),
    ''
  ].join('\n')
}
