import { type FaultCode, type FaultRow, faultTable } from '@hookwright/model'
import { faultNotes } from './fault-notes/index.ts'

/** Sections of the page, in order. `words` are the first words of the fault codes in a section. */
const areas: readonly { title: string; about: string; words: readonly string[] }[] = [
  {
    title: 'Event URLs and deliveries',
    about: 'What senders of events get, and what can go wrong with stored deliveries.',
    words: ['event-url', 'delivery', 'replay', 'replays', 'view', 'views']
  },
  {
    title: 'Turning on, registrations and polls',
    about: 'Faults of the switch, of registrations at services and of their removal.',
    words: [
      'subscription',
      'registration',
      'deregistration',
      'renewal',
      'cleanup',
      'orphan',
      'reconciliation',
      'listing',
      'dry-run',
      'poll',
      'moving',
      'upgrade'
    ]
  },
  {
    title: 'Requests to services',
    about: 'Faults of cards that call a service.',
    words: ['http', 'breaker']
  },
  {
    title: 'Runs and cards',
    about: 'Faults of single cards and of whole runs.',
    words: ['run', 'card', 'helper', 'action']
  },
  {
    title: 'Flows',
    about: 'Faults of editing, saving and testing flows.',
    words: ['flow', 'choices', 'fields', 'listening', 'test-event']
  },
  {
    title: 'Connectors, files and versions',
    about: 'Faults of connectors, of their files, plans and versions.',
    words: ['connector', 'gallery', 'openapi', 'files', 'plan', 'version']
  },
  {
    title: 'Connections and sign-ins at services',
    about: 'Faults of accounts at services.',
    words: ['connection', 'oauth']
  },
  {
    title: 'API endpoints',
    about: 'What callers of a flow with an API endpoint get.',
    words: ['endpoint', 'response']
  },
  {
    title: 'Members, passwords and API keys',
    about: 'Faults of signing in and of permissions.',
    words: ['sign-in', 'first-admin', 'person', 'password', 'api-key', 'api-keys', 'permission', 'origin']
  },
  {
    title: 'The installation',
    about:
      'Faults of the server, its data and its settings, and those of the command line. A start that is refused prints them.',
    words: []
  }
]

const firstWordOf = (code: string): string => code.split('.', 1)[0] ?? ''

/** Placeholders in the messages of faults whose values are often empty. */
const optional = new Set(['from', 'hint', 'place', 'where'])

/** Replaces the placeholders of a message by emphasized words: `{redirectUrl}` becomes *redirect url*. */
const shown = (sentence: string): string =>
  sentence.replace(/\{(\w+)(?:\|\w+)?\}/g, (_, name: string) => {
    if (optional.has(name)) return ''
    const words = name.replace(/([A-Z])/g, ' $1').toLowerCase()
    return words === 'what' || words === 'why' || words === 'message' ? '*…*' : `*${words}*`
  })

const afterFirst = (sentence: string): string => {
  const [, ...rest] = sentence.split(/(?<=[.:] )(?=[A-Z]|\{what\}|\{why\})/)
  return rest.join('').trim()
}

/** Returns the advice for a fault: from its note, otherwise from its message. */
export const fixOf = (code: string, { sentence }: FaultRow): string =>
  faultNotes[code]?.fix ?? shown(afterFirst(sentence).replace(/^\{(what|why)\} ?/, ''))

const entryOf = (code: string, row: FaultRow): string =>
  [
    `### ${code}`,
    `> ${shown(row.sentence)}`,
    `**Why:** ${faultNotes[code]?.why ?? ''}`,
    `**What to do:** ${fixOf(code, row)}`
  ].join('\n\n')

const intro = `# Troubleshooting

Every error of Hookwright has a code, such as \`http.status\`, and this page has an entry for each. Search for the code, or press
*About this error* where the product shows it.

- A flow did not run: open **Why didn’t it run?** on the flow. It goes through every step from the Event URL to the run and names
  the one that stopped.
- A run failed: open it under **Runs**. The failed card shows what it received, what the service answered and what to do.
- A flow does not turn on: the panel beside its switch shows each request of the registration flow and its answer.
- The server does not start: it prints the reason. \`hookwright doctor\` checks computer, settings, server and API key.

Words in *italics* stand for the names and values of your case.
`

/** Returns the faults that the page explains, with their codes. */
export const documentedFaults = (): [FaultCode, FaultRow][] =>
  Object.entries(faultTable) as [FaultCode, FaultRow][]

/** Returns the page of Help that explains the fault codes. */
export const troubleshootingPage = (): string => {
  const rows = documentedFaults()
  const areaOf = (code: string) =>
    areas.find(({ words }) => words.includes(firstWordOf(code))) ?? areas.at(-1)
  const parts = areas.map(area => {
    const entries = rows.filter(([code]) => areaOf(code) === area)
    return `## ${area.title}\n\n${area.about}\n\n${entries.map(entry => entryOf(...entry)).join('\n\n')}\n`
  })
  return `${intro}\n${parts.join('\n')}`
}
