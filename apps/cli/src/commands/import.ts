import { readFileSync, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import {
  type CardOutcome,
  type CardReport,
  convertForeign,
  countOutcomes,
  type OutcomeCounts
} from '@hookwright/backend/offline'
import { cardSpecs } from '@hookwright/cards'
import { unstoredIdOf } from '@hookwright/model/files'
import { z } from 'zod'
import { type CliContext, defineCommand, type Report } from '../kernel/command.ts'
import { commandFault, reasonOf, usageFault } from '../kernel/faults.ts'
import { chooseTarget } from '../server/choose-target.ts'
import { atServer } from '../server/server-api.ts'
import { targetOption } from './options.ts'
import { pushFolder } from './transfers.ts'

const labels: Record<CardOutcome, string> = {
  converted: 'converted',
  inserted: 'converted with an inserted card',
  stub: 'call of a stub flow',
  note: 'kept as a note'
}

const plurals = new Intl.PluralRules('en')
const numbers = new Intl.NumberFormat('en')

/** Formats a count with its noun: `1 flow`, `1,204 cards`. */
const formatCount = (count: number, noun: string): string =>
  `${numbers.format(count)} ${noun}${plurals.select(count) === 'one' ? '' : 's'}`

const counted = (counts: OutcomeCounts): string => {
  const kinds: CardOutcome[] = ['converted', 'inserted', 'stub', 'note']
  return kinds.flatMap(kind => (counts[kind] === 0 ? [] : [`${counts[kind]} ${labels[kind]}`])).join(', ')
}

/** Result of converting a file: its flows, a report for each card, and remarks. */
interface Converted {
  source: string
  inFile: number
  flows: readonly { name: string | null }[]
  cards: readonly CardReport[]
  remarks: readonly string[]
}

const linesOf = (cards: readonly CardReport[]): string[] => {
  const lines: string[] = []
  let flow: string | null = null
  for (const card of cards) {
    if (card.flow !== flow) lines.push(`${card.flow}:`)
    flow = card.flow
    const added = card.inserted.length === 0 ? '' : ` (${card.inserted.join(', ')})`
    lines.push(
      `  ${labels[card.outcome]}: ${card.card}${added}`,
      ...card.remarks.map(remark => `    ${remark}`)
    )
  }
  return lines
}

/** Formats the result of a conversion for the user, with one line per card if a report is requested. */
const reportOf = (
  { source, inFile, flows, cards, remarks }: Converted,
  end: string,
  isLong: boolean
): Report => ({
  text: [
    ...(isLong ? linesOf(cards) : []),
    ...remarks,
    `${formatCount(inFile, 'flow')} with ${formatCount(cards.length, 'card')}: ${counted(countOutcomes(cards))}.`,
    end
  ].join('\n'),
  data: {
    ...{ source, inFile },
    flows: flows.map(({ name }) => name ?? ''),
    counts: { ...countOutcomes(cards) },
    cards: cards.map(card => ({ ...card })),
    remarks: [...remarks]
  }
})

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch (thrown) {
    throw commandFault('file-unreadable', { file: path, why: reasonOf(thrown) })
  }
}

/** Converts a file without a server. */
const reportOffline = (text: string, file: string): Report => {
  let ids = 0
  const newId = () => unstoredIdOf(String(++ids).padStart(12, '0'))
  const read = convertForeign(text, { specs: cardSpecs, newId })
  if (!read.ok) throw commandFault('import-refused', { file, why: read.why })
  const { content } = read
  const end = `An import would create ${formatCount(content.flows.length, 'flow')}. Nothing was imported; leave --report out to do it.`
  return reportOf(content, end, true)
}

/** Creates the flows of a file at a server. */
const createAtServer = async (
  text: string,
  file: string,
  target: string | null,
  context: CliContext
): Promise<Report> => {
  const at = chooseTarget(context, target)
  // Looked at here first, so that a file that cannot be read needs no server.
  reportOffline(text, file)
  const packed = gzipSync(text).toString('base64')
  const { flows, report } = await atServer(at, context, api =>
    api.flows.createFromForeign.mutate({ file: packed })
  )
  const names = flows.map(({ name }) => `  ${name}`).join('\n')
  const made = reportOf(
    report,
    `Created ${formatCount(flows.length, 'flow')} at ${at.url}, off for now:\n${names}`,
    false
  )
  return {
    ...made,
    data: { ...made.data, url: at.url, target: at.name, flows: flows.map(flow => ({ ...flow })) }
  }
}

export const importFile = defineCommand({
  usage: 'import <path>',
  describe: 'Import flows of another product as drafts, or a folder like "push"',
  examples: [
    [
      'import sync-users.flopack --report',
      'Report how each card of an Okta flopack is converted; no server is needed'
    ],
    ['import sync-users.flopack', 'Create the flows of the file on the server, as drafts that are off'],
    ['import greet-people.json --json', 'Create the flow of an n8n workflow; print the report as JSON'],
    ['import connectors/acme-crm', 'Import a folder as drafts of a connector, like "push"']
  ],
  positionals: {
    path: {
      type: 'string',
      demandOption: true,
      describe: 'File of another product, or a folder with a connector.yaml'
    }
  },
  options: {
    report: { type: 'boolean', describe: 'Print a line for each card and import nothing; needs no server' },
    ...targetOption
  },
  args: z.object({ path: z.string(), report: z.boolean().optional(), target: z.string().optional() }),
  run: async ({ path, report, target }, context) => {
    const place = resolve(context.cwd, path)
    const isFolder = statSync(place, { throwIfNoEntry: false })?.isDirectory() === true
    if (isFolder && report === true)
      throw usageFault(
        '--report works only with a file of another product. Remove --report, or run "hookwright validate".'
      )
    if (isFolder) return pushFolder({ folder: path, target }, context)
    const text = readText(place)
    const file = basename(place)
    return report === true ? reportOffline(text, file) : createAtServer(text, file, target ?? null, context)
  }
})
